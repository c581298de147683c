/** How many tokens that GitHub does not take are shown to it: it counts them against whoever asks. */
export interface RefusalLimit {
  /** No further unknown token is to be tried now. */
  isReached(): boolean;
  note(): void;
}

export function refusalLimit(clock: () => number): RefusalLimit {
  let times: readonly number[] = [];
  const recent = () => times.filter((time) => time > clock() - minute);
  return {
    isReached: () => recent().length >= most,
    note() {
      times = [...recent(), clock()];
    },
  };
}

const minute = 60_000;

/** Of people who mistype, in a minute; guessing is hopeless anyway. */
const most = 20;
