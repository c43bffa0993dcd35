/** A question and its answers' consumer in; repeated asking with growing pauses out. */

// Quick at first, since small files are read in a second; slow later, since scans take minutes.
const FIRST_PAUSE = 700;
const LONGEST_PAUSE = 8000;
const GROWTH = 1.4;

/**
 * Ask until the consumer says that nothing more will change; a hidden tab waits.
 * @template T
 * @param {() => Promise<T>} ask
 * @param {(answer: T) => boolean} consume returns true when it is over
 */
export async function poll(ask, consume) {
  let pause = FIRST_PAUSE;
  for (;;) {
    const over = await ask().then(consume, () => false);
    if (over) return;
    await sleep(pause);
    pause = Math.min(pause * GROWTH, LONGEST_PAUSE);
    while (document.hidden) await sleep(FIRST_PAUSE);
  }
}

/**
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
function sleep(milliseconds) {
  return new Promise((resolve) => window.setTimeout(resolve, milliseconds));
}
