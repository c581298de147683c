import type { Engine } from '../../src/cli/engine.ts';
import type { Surroundings } from '../../src/cli/surroundings.ts';
import type { Control } from '../../src/controls/control.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { CheckoutError } from '../../src/repository/checkout.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';
import type { Report } from '../../src/types/report.ts';
import { aReport } from '../reports/report-fixture.ts';

interface Props {
  readonly report?: Report;
  readonly files?: Readonly<Record<string, string>>;
  readonly columns?: number | null;
  readonly environment?: Readonly<Record<string, string>>;
  readonly folder?: string;
}

export interface Stage {
  readonly around: Surroundings;
  readonly out: () => string;
  readonly err: () => string;
  /** What the engine was asked. */
  readonly asked: { policy: Policy; controls: readonly string[] | undefined }[];
}

/** A world for a command: an engine that answers with the given report, and outputs that remember. */
export function stage({
  report = aReport(),
  files = {},
  columns = null,
  environment = {},
  folder = '/repo',
}: Props = {}): Stage {
  const out: string[] = [];
  const err: string[] = [];
  const asked: Stage['asked'] = [];
  const engine: Engine = {
    controls: [aControl('trusted-publishing', 'high'), aControl('publish-pins', 'medium')],
    openCheckout: (path) => {
      if (path.endsWith('missing')) throw new CheckoutError(`there is no folder ${path}`);
      return { ...memoryFiles(files), root: path };
    },
    subjectOf: () => report.subject,
    auditRepository: async ({ policy, controls }) => {
      asked.push({ policy, controls });
      return report;
    },
  };
  const outputTo = (pieces: string[]) => ({
    write: (text: string) => void pieces.push(text),
    isTTY: columns !== null,
    columns,
  });
  return {
    around: {
      folder,
      environment,
      stdout: outputTo(out),
      stderr: { ...outputTo(err), isTTY: false, columns: null },
      today: () => '2026-11-22',
      now: () => Date.parse('2026-11-22T12:00:00Z'),
      engine: async () => engine,
    },
    out: () => out.join(''),
    err: () => err.join(''),
    asked,
  };
}

function aControl(id: string, severity: Control['severity']): Control {
  return {
    id,
    title: `The good state of ${id}`,
    asks: `Is ${id} so?`,
    principles: ['authorization.3.oidc'],
    severity,
    why: `Because of ${id}.`,
    evidence: ['files', 'registry'],
    judge: () => [],
  };
}
