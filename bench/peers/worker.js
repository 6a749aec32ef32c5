// The worker's side of `page.js`: answers by calling the peer's methods.
export function answerWith(peer) {
  self.onmessage = async ({ data: { id, method, args } }) => {
    try {
      self.postMessage({ id, answer: await peer[method]?.(...args) });
    } catch (error) {
      self.postMessage({ id, error: String(error?.stack ?? error) });
    }
  };
}
