import { describe, expect, it } from 'vitest';
import { jobOf, mapOf, type Tree } from './map-of.ts';

const build = (tags: string, more = '') =>
  `- uses: docker/build-push-action@v6\n  with:\n    push: true\n    tags: ${tags}${more}`;
const metadata = (images: string) => `- id: meta\n  uses: docker/metadata-action@v5\n  with: { images: "${images}" }`;
const login = (registry: string) =>
  `- uses: docker/login-action@v3\n  with: { ${registry} username: x, password: "\${{ secrets.P }}" }`;

/** `ghcr ghcr.io/o/i, …` for each publication. */
async function images(
  steps: string,
  tree: Tree = {},
  repository: string | null = 'octo/left',
): Promise<readonly string[]> {
  const { publications } = await mapOf({ ...jobOf(steps), ...tree }, repository);
  return publications.map(({ registry, packages, confidence }) =>
    [registry, packages.join(', '), confidence === 'high' ? '' : `(${confidence})`].filter(Boolean).join(' '),
  );
}

describe('the images that a step pushes', () => {
  it.each<[string, string, readonly string[]]>([
    ['a tag', build('ghcr.io/octo/left:1.0'), ['ghcr ghcr.io/octo/left']],
    ['a host with a port elsewhere', build('localhost:5000/octo/left:1'), []],
    ['a name without a host', build('octo/left:latest'), ['docker-hub octo/left']],
    ['a host of Docker Hub', build('docker.io/octo/left:latest'), ['docker-hub octo/left']],
    [
      'several, by line and by comma',
      build('|\n      ghcr.io/octo/left:1\n      ghcr.io/octo/right:1,octo/left:1'),
      ['docker-hub octo/left', 'ghcr ghcr.io/octo/left, ghcr.io/octo/right'],
    ],
    ['a tag that is computed', build('ghcr.io/octo/left:${{ github.sha }}'), ['ghcr ghcr.io/octo/left']],
    ['the repository’s own name', build('ghcr.io/${{ github.repository }}:1'), ['ghcr ghcr.io/octo/left']],
    ['the owner’s name', build('ghcr.io/${{ github.repository_owner }}/tool:1'), ['ghcr ghcr.io/octo/tool']],
    ['a digest', '- run: docker push ghcr.io/octo/left@sha256:abc', ['ghcr ghcr.io/octo/left']],
    [
      'metadata',
      `${metadata('ghcr.io/octo/left')}\n${build('"${{ steps.meta.outputs.tags }}"')}`,
      ['ghcr ghcr.io/octo/left'],
    ],
    [
      'metadata for two',
      `${metadata('ghcr.io/octo/left,octo/left')}\n${build('"${{ steps.meta.outputs.tags }}"')}`,
      ['docker-hub octo/left', 'ghcr ghcr.io/octo/left'],
    ],
    [
      'outputs',
      '- uses: docker/build-push-action@v6\n  with: { outputs: "type=image,name=ghcr.io/octo/left,push-by-digest=true,push=true" }',
      ['ghcr ghcr.io/octo/left'],
    ],
    [
      'buildx',
      '- run: docker buildx build --push -t ghcr.io/octo/left:1 -t octo/left .',
      ['docker-hub octo/left', 'ghcr ghcr.io/octo/left'],
    ],
    [
      'a list that is made of digests',
      "- run: docker buildx imagetools create -t ghcr.io/octo/left:1 $(printf 'ghcr.io/octo/left@sha256:%s ' *)",
      ['ghcr ghcr.io/octo/left'],
    ],
    ['a copy', '- run: skopeo copy oci:left docker://ghcr.io/octo/left:1', ['ghcr ghcr.io/octo/left']],
    ['a chart', '- run: helm push left-1.2.3.tgz oci://ghcr.io/octo/charts', ['ghcr ghcr.io/octo/charts/left']],
    [
      'a host apart from the name',
      '- uses: redhat-actions/push-to-registry@v2\n  with: { registry: ghcr.io/octo, image: left, tags: "1 latest" }',
      ['ghcr ghcr.io/octo/left'],
    ],
    [
      'a variable of the shell',
      '- run: |\n    IMAGE=ghcr.io/octo/left\n    docker push "$IMAGE:$GITHUB_SHA"',
      ['ghcr ghcr.io/octo/left'],
    ],
  ])('are told by %s', async (_, steps, expected) => {
    expect(await images(steps)).toEqual(expected);
  });

  it.each([
    ['no push', '- uses: docker/build-push-action@v6\n  with: { tags: ghcr.io/octo/left }'],
    ['a push that is off', '- uses: docker/build-push-action@v6\n  with: { push: false, tags: ghcr.io/octo/left }'],
    ['a build', '- run: docker build -t ghcr.io/octo/left ./${{ matrix.folder }}'],
    ['a push by flag that is off', '- run: docker buildx build --push=false -t ghcr.io/octo/left .'],
    ['another host', build('quay.io/octo/left')],
  ])('are none with %s', async (_, steps) => {
    expect(await images(steps)).toEqual([]);
  });

  it('are likely where the flag to push is decided later', async () => {
    expect(
      await images("- run: docker buildx build ${{ inputs.push && '--push' || '' }} -t ghcr.io/octo/left ."),
    ).toEqual(['ghcr ghcr.io/octo/left']);
    expect(await images('- run: docker buildx build --push=${{ inputs.push }} -t ghcr.io/octo/left .')).toEqual([
      'ghcr ghcr.io/octo/left',
    ]);
  });

  it('go where the job signed in, where their host is hidden', async () => {
    const push = build('${{ vars.IMAGE }}');
    expect(await images(push)).toEqual([]);
    expect(await images(`${login('registry: ghcr.io,')}\n${push}`)).toEqual(['ghcr (medium)']);
    expect(await images(`${login('')}\n${push}`)).toEqual(['docker-hub (medium)']);
  });

  it('are listed by the configuration of GoReleaser', async () => {
    const tree = {
      '.goreleaser.yml':
        'dockers:\n  - image_templates: ["ghcr.io/octo/left:{{ .Tag }}"]\n  - { image_templates: ["octo/skipped"], skip_push: true }\n',
    };
    const steps = '- uses: goreleaser/goreleaser-action@v6\n  with: { args: release --clean }';
    expect(await images(steps, tree)).toEqual(['ghcr ghcr.io/octo/left']);
    expect(await images(steps.replace('--clean', '--snapshot'), tree)).toEqual([]);
  });

  it('are spelled out by the repository that manifests link to, where nothing else tells it', async () => {
    const tree = { 'package.json': '{ "name": "left", "version": "1.0.0", "repository": "github:Octo/Left" }' };
    expect(await images(build('ghcr.io/${{ github.repository }}:1'), tree, null)).toEqual(['ghcr ghcr.io/octo/left']);
  });
});
