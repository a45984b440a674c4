// What every client has to manage, whatever its library calls it. Each step prints one line: word, "ok" or "FAILED", detail.
export const sum = { name: 'exact_calculate', arguments: { operator: 'add', operands: ['1.2', '2.3'] } };
export const byZero = { name: 'exact_calculate', arguments: { operator: 'divide', operands: ['1', '0'] } };
export const refused = { name: 'no_such_tool', arguments: {} };
const markdown = (chapters) =>
  Array.from({ length: chapters }, (_, i) => `# Chapter ${i}\n\n${'A line of some words. '.repeat(60)}\n\n`).join('');
const document = (chapters) => ({
  name: 'document_generate',
  arguments: { content: markdown(chapters), format: 'pdf' },
});

function expect(holds, otherwise) {
  if (!holds) {
    throw new Error(otherwise);
  }
}

async function step(word, work) {
  try {
    console.log(`${word} ok ${await work()}`);
  } catch (failure) {
    console.log(`${word} FAILED ${failure.stack}`);
  }
}

/**
 * @param connect (scope) → client with list(), call(tool, { onprogress, signal }), close()
 */
export async function steps(connect) {
  const calculator = await connect('calculator');
  await step('list', async () => {
    const { tools } = await calculator.list();
    expect(tools.some((tool) => tool.name === sum.name), `no ${sum.name} among ${JSON.stringify(tools)}`);
    return `${tools.length} tools`;
  });
  await step('call', async () => {
    const text = JSON.stringify(await calculator.call(sum, {}));
    expect(text.includes('3.5'), text);
    return '1.2 + 2.3 = 3.5';
  });
  await step('error', async () => {
    const result = await calculator.call(byZero, {});
    expect(result.isError, JSON.stringify(result));
    const failure = await calculator.call(refused, {}).then(JSON.stringify, (thrown) => thrown);
    expect(failure.code === -31403, `${failure.code} ${failure}`);
    return "a tool's own, and -31403";
  });
  await calculator.close();

  const docs = await connect('docs');
  await step('progress', async () => {
    const seen = [];
    await docs.call(document(100), { onprogress: ({ progress }) => seen.push(progress) });
    expect(seen.length > 2, `only ${seen.length} notices`);
    expect(seen.every((value, i) => i === 0 || value > seen[i - 1]), `out of order: ${seen}`);
    return `${seen.length} notices, in order`;
  });
  await step('cancel', async () => {
    const abort = new AbortController();
    let reached = 0;
    const onprogress = ({ progress }) => {
      reached = progress;
      abort.abort();
    };
    const failure = await docs.call(document(600), { onprogress, signal: abort.signal }).catch((thrown) => thrown);
    expect(failure instanceof Error, `the call was answered: ${JSON.stringify(failure).slice(0, 200)}`);
    expect(abort.signal.aborted, `failed by itself: ${failure}`);
    const { tools } = await docs.list();
    expect(tools.length > 0, 'no tools afterwards');
    return `at ${reached} %, and goes on`;
  });
  await docs.close();
}
