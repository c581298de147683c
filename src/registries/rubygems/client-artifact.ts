import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import { base64 } from '../base64.ts';
import { textOf } from '../json-answer.ts';
import { addressPart } from '../loose-fields.ts';

/** A gem as it is downloaded: the bundles on RubyGems.org sign its bytes, and name neither gem nor version. */
export async function artifact(file: string, http: Http): Promise<Observation<string>> {
  return textOf(
    await http.ask({
      service: 'rubygems',
      base: 'main',
      path: `/gems/${addressPart(file)}`,
      mostBytes: mostGemBytes,
      distil: base64,
      freshSeconds: month,
    }),
  );
}

const mostGemBytes = 16 * 1024 * 1024;

/** What is behind the name of a gem never changes. */
const month = 30 * 24 * 60 * 60;
