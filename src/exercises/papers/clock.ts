/** Minutes from the beginning as hours and minutes: `0 h 35`. */
export function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
}
