// The page of a peer that works in a worker: hands every question over and waits for the answer.
const worker = new Worker('worker.js');
const waiting = new Map();
let nAsked = 0;
const ask = (method, args) => new Promise((resolve, reject) => {
  waiting.set(++nAsked, { resolve, reject });
  worker.postMessage({ id: nAsked, method, args });
});
worker.onmessage = ({ data: { id, answer, error } }) => {
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  error ? reject(new Error(error)) : resolve(answer);
};
worker.onerror = (event) => waiting.forEach(({ reject }) => reject(new Error(event.message)));
const methods = ['load', 'missing', 'prepare', 'search', 'sort', 'end'];
window.bench = {
  ready: ask('ready', []),
  ...Object.fromEntries(methods.map((method) => [method, (...args) => ask(method, args)])),
};
