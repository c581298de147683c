import type { CheckOutput } from '../../types/check-output.ts';
import { prose } from '../markdown/escape.ts';
import { bytesOf, mostBytes } from '../markdown/fit.ts';

/** A check run with what keeps the findings from code scanning, as its last line: nobody's change is to blame. */
export function withCodeScanning(output: CheckOutput, trouble: string | null): CheckOutput {
  if (trouble === null) return output;
  const summary = `${output.summary}\n\n${prose(trouble)}`;
  return bytesOf(summary) <= mostBytes ? { ...output, summary } : output;
}
