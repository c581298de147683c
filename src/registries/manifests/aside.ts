/**
 * Whether a file stands in a place that holds test data, examples, templates or other people's code. A package there is
 * not published, unless a workspace of the project claims it as a member.
 *
 * @param path a file, relative to the root of the repository
 */
export function isAside(path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  return folders.some((folder, index) => {
    const name = folder.toLowerCase();
    if (asideFolders.has(name) || isPattern(name) || isHidden(name) || name.startsWith('template-')) return true;
    // `test-crates/one`, `integration_tests/two`: a folder of many such; `test-utils` itself may well be published.
    return index < folders.length - 1 && holdsMany(name);
  });
}

/**
 * The same for a package: what a workspace claims is as much aside as the workspace itself.
 *
 * @param workspace the manifest of the workspace it is a member of; null outside of any
 */
export function isPackageAside(path: string, workspace: string | null): boolean {
  return isAside(workspace ?? path);
}

const asideFolders = new Set(
  [
    'test tests __tests__ testing testdata test-data test_data e2e e2e-tests fuzz mocks __mocks__',
    'integration-test integration-tests integration_test integration_tests',
    'fixture fixtures __fixtures__ snapshots __snapshots__',
    'example examples sample samples demo demos playground playgrounds sandbox sandboxes showcase',
    'tutorial tutorials quickstart quickstarts starter starters',
    'template templates __template__ __templates__ __brick__ boilerplate boilerplates scaffold scaffolds skeleton',
    'bench benches benchmark benchmarks',
    'doc docs website',
    'vendor vendored third_party third-party thirdparty 3rdparty node_modules',
  ].flatMap((names) => names.split(' ')),
);

function holdsMany(name: string): boolean {
  const words = name.split(/[-_.]/);
  return foldersOfMany.has(words[0] ?? '') || foldersOfMany.has(words.at(-1) ?? '');
}

const foldersOfMany = new Set(['test', 'tests', 'fixture', 'fixtures', 'example', 'examples', 'sample', 'samples']);

/** `{{cookiecutter.slug}}`, `<%= name %>`: a template's own folder. */
function isPattern(name: string): boolean {
  return name.includes('{') || name.includes('<');
}

/** `.github`, `.devcontainer`: what tools of the project use. */
function isHidden(name: string): boolean {
  return name.startsWith('.') && name.length > 1;
}
