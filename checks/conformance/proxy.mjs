// Adds one header to every request, since the suite can add none: node proxy.mjs <listen port> <target URL> <header> <value>
import http from 'node:http';

const [listen, target, name, value] = process.argv.slice(2);
const { hostname, port, pathname } = new URL(target);

http
  .createServer((request, response) => {
    const headers = { ...request.headers, [name]: value };
    const onward = http.request({ hostname, port, path: pathname, method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      response.flushHeaders();
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  })
  .listen(Number(listen), 'localhost');
