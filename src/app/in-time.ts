/**
 * What work gives, unless it takes too long; it then goes on, and nobody hears of its end.
 * @throws Error with the words of `late` where it does
 */
export async function inTime<T>(work: Promise<T>, milliseconds: number, late: string): Promise<T> {
  const silence = Promise.withResolvers<never>();
  const timer = setTimeout(() => silence.reject(new Error(late)), milliseconds);
  try {
    return await Promise.race([work, silence.promise]);
  } finally {
    clearTimeout(timer);
  }
}
