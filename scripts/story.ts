// `npm run story -- FILE [WORDS …]`: runs `mintmark` on the repository of a story, at the story's end, with a local GitHub
// and local registries in place of the real ones. Without words it shows the ledger.
import process from 'node:process';
import { storyStage } from './bench/story-stage.ts';

const [file, ...words] = process.argv.slice(2);
if (file === undefined) {
  console.error('say which story: npm run story -- scenarios/incidents/axios.yml');
  process.exitCode = 2;
} else {
  const stage = await storyStage(file);
  try {
    const { isTTY, columns } = process.stdout;
    const { code, out, err } = await stage.run(words.length === 0 ? ['ledger'] : words, isTTY ? { columns } : {});
    process.stderr.write(err);
    process.stdout.write(out);
    process.exitCode = code;
  } finally {
    await stage.close();
  }
}
