// Adds the gateway's secret to every request: node proxy.mjs <listen port> <server port> <secret>
import http from 'node:http';

const [listen, port, secret] = process.argv.slice(2);

http
  .createServer((request, response) => {
    const headers = { ...request.headers, 'x-gateway-auth': secret };
    const onward = http.request(
      { host: '127.0.0.1', port, path: request.url, method: request.method, headers },
      (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  })
  .listen(Number(listen), '127.0.0.1');
