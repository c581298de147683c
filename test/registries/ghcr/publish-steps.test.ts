import { describe, expect, it } from 'vitest';
import { ghcr } from '../../../src/registries/ghcr/index.ts';
import { file, type Tree } from '../../publishing/map-of.ts';
import { calledFor, publishedTo, run, use } from '../steps-of.ts';

const image = 'ghcr.io/octo/left';
const signIn = use('docker/login-action@v3', '{ registry: ghcr.io, username: x, password: "${{ github.token }}" }');
const goreleaser: Tree = { '.goreleaser.yml': `dockers:\n  - image_templates: ["${image}:{{ .Tag }}"]\n` };
const bakeFile: Tree = {
  'docker-bake.hcl': file(`
    variable "HOME" { default = "ghcr.io/octo" }
    variable "VERSION" {}
    target "left" {
      tags = ["\${HOME}/left:\${VERSION}", "left:local"]
    }
  `),
};

type Case = [via: string, steps: string, tree?: Tree];

/** Each pushes `ghcr.io/octo/left`, and nothing else. */
const pushing: readonly Case[] = [
  ['goreleaser release', run('goreleaser release --clean'), goreleaser],
  ['goreleaser release', use('goreleaser/goreleaser-action@v6', '{ args: release --clean }'), goreleaser],
  ['docker push', run(`docker push ${image}:1.0`)],
  ['docker push', run(`docker manifest push ${image}:1.0`)],
  ['podman push', run(`podman push --creds x:y ${image}:1.0`)],
  ['podman push', run(`buildah push left docker://${image}:1.0`)],
  ['podman push', run(`podman manifest push --all left ${image}:1.0`)],
  ['docker buildx build --push', run(`docker buildx build --push -t ${image}:1 .`)],
  ['docker buildx build --output', run(`docker buildx build -o type=registry -t ${image}:1 .`)],
  ['docker buildx build --output', run(`docker buildx build --output type=image,name=${image},push=true .`)],
  ['docker buildx bake --push', run('docker buildx bake --push'), bakeFile],
  ['docker buildx bake --push', run(`docker buildx bake --set '*.tags=${image}:1' --push`), bakeFile],
  ['docker buildx imagetools create', run(`docker buildx imagetools create -t ${image}:1 ${image}:a ${image}:b`)],
  ['buildctl build', run(`buildctl build --frontend dockerfile.v0 --output type=image,name=${image}:1,push=true`)],
  ['kaniko', run(`/kaniko/executor --context . --destination ${image}:1`)],
  ['skopeo copy', run(`skopeo copy docker://docker.io/octo/left:1 docker://${image}:1`)],
  ['crane push', run(`crane push left.tar ${image}:1`)],
  ['crane push', run(`crane cp octo/left:1 ${image}:1`)],
  ['oras copy', run(`oras cp docker.io/octo/left:1 ${image}:1`)],
  ['oras copy', run(`regctl image copy octo/left:1 ${image}:1`)],
  ['oras push', run(`oras push ${image}:1 left.tar.gz`)],
  ['crane tag', run(`crane tag ${image}:1 latest`)],
  ['crane append', run(`crane index append -m octo/left:a -t ${image}:1`)],
  ['ko build', '- run: ko build ./cmd/left\n  env: { KO_DOCKER_REPO: ghcr.io/octo/left }'],
  ['helm push', run('helm push left-1.2.3.tgz oci://ghcr.io/octo')],
  ['docker/build-push-action', use('docker/build-push-action@v6', `{ push: true, tags: "${image}:1" }`)],
  ['docker/build-push-action', use('depot/build-push-action@v1', `{ push: true, tags: "${image}:1" }`)],
  [
    'docker/build-push-action',
    use('docker/build-push-action@v6', `{ outputs: "type=image,name=${image},push-by-digest=true,push=true" }`),
  ],
  ['docker/build-push-action', use('docker/build-push-action@v1', '{ registry: ghcr.io, repository: octo/left }')],
  ['docker/bake-action', use('docker/bake-action@v6', '{ push: true }'), bakeFile],
  [
    'docker/bake-action',
    use('docker/bake-action@v6', `{ set: "*.cache-from=type=gha\\n*.tags=${image}\\n*.output=type=image,push=true" }`),
    bakeFile,
  ],
  [
    'home-assistant/builder/build-image',
    use('home-assistant/builder/actions/build-image@main', `{ push: true, image: ${image} }`),
  ],
  [
    'home-assistant/builder/publish-multi-arch-manifest',
    use(
      'home-assistant/builder/actions/publish-multi-arch-manifest@main',
      '{ image-name: left, registry-prefix: ghcr.io/octo }',
    ),
  ],
  ['int128/docker-manifest-create-action', use('int128/docker-manifest-create-action@v2', `{ tags: "${image}:1" }`)],
  ['akhilerm/tag-push-action', use('akhilerm/tag-push-action@v2', `{ src: "octo/left:1", dst: "${image}:1" }`)],
  ['aevea/action-kaniko', use('aevea/action-kaniko@master', '{ registry: ghcr.io, image: octo/left }')],
  [
    'appany/helm-oci-chart-releaser',
    use('appany/helm-oci-chart-releaser@v0.5.0', '{ registry: ghcr.io, repository: octo, name: left }'),
  ],
  [
    'redhat-actions/push-to-registry',
    use('redhat-actions/push-to-registry@v2', '{ registry: ghcr.io/octo, image: left, tags: latest 1.0 }'),
  ],
  [
    'elgohr/Publish-Docker-Github-Action',
    use('elgohr/Publish-Docker-Github-Action@v5', '{ registry: ghcr.io, name: octo/left }'),
  ],
  [
    'mr-smithers-excellent/docker-build-push',
    use('mr-smithers-excellent/docker-build-push@v6', '{ registry: ghcr.io, image: octo/left }'),
  ],
  ['macbre/push-to-ghcr', use('macbre/push-to-ghcr@master', `{ image_name: ${image} }`)],
];

/** None pushes to GitHub's registry. */
const silent: readonly Case[] = [
  ['goreleaser release', run('goreleaser release --snapshot'), goreleaser],
  ['goreleaser release', use('goreleaser/goreleaser-action@v6', '{ args: build }'), goreleaser],
  ['docker push', run(`docker pull ${image}\ndocker push localhost:5000/left`)],
  ['podman push', run(`podman pull ${image}\npodman push ${image} quay.io/octo/left`)],
  ['docker buildx build --push', run(`docker buildx build --load -t ${image}:1 .`)],
  ['docker buildx build --output', run(`docker buildx build --output type=image,push=false -t ${image} .`)],
  ['docker buildx build --output', run(`docker buildx build --cache-to type=gha -o type=docker -t ${image} .`)],
  ['docker buildx bake --push', run('docker buildx bake --print --push\ndocker buildx bake'), bakeFile],
  ['docker buildx imagetools create', run(`docker buildx imagetools create --dry-run -t ${image}:1 ${image}:a`)],
  ['buildctl build', run(`buildctl build --output type=image,name=${image}:1`)],
  ['kaniko', run(`/kaniko/executor --no-push --destination ${image}:1`)],
  ['skopeo copy', run(`skopeo inspect docker://${image}:1\nskopeo copy docker://${image}:1 dir:left`)],
  ['crane push', run(`crane cp ${image}:1 quay.io/octo/left:1`)],
  ['oras copy', run(`oras cp ${image}:1 quay.io/octo/left:1`)],
  ['oras push', run(`oras pull ${image}:1`)],
  ['crane tag', run(`crane ls ${image}`)],
  ['crane append', run(`crane mutate ${image}:1 -t quay.io/octo/left:1`)],
  ['ko build', '- run: ko build --push=false ./cmd/left\n  env: { KO_DOCKER_REPO: ghcr.io/octo/left }'],
  ['ko build', '- run: ko build ./cmd/left\n  env: { KO_DOCKER_REPO: ko.local }'],
  ['helm push', run('helm push left-1.2.3.tgz my-charts\nhelm pull oci://ghcr.io/octo/left')],
  ['docker/build-push-action', use('docker/build-push-action@v6', `{ push: false, tags: "${image}:1" }`)],
  ['docker/build-push-action', use('docker/build-push-action@v6', `{ tags: "${image}:1" }`)],
  ['docker/build-push-action', use('docker/build-push-action@v1.1.0', '{ registry: ghcr.io, push: false }')],
  ['docker/bake-action', `${signIn}\n${use('docker/bake-action@v6', '{ push: false }')}`, bakeFile],
  ['home-assistant/builder/build-image', use('home-assistant/builder/actions/build-image@main', `{ image: ${image} }`)],
  [
    'home-assistant/builder/publish-multi-arch-manifest',
    use('home-assistant/builder/actions/prepare-multi-arch-matrix@main', '{ image-name: left }'),
  ],
  [
    'int128/docker-manifest-create-action',
    use('int128/docker-manifest-create-action@v2', `{ push: false, tags: "${image}:1" }`),
  ],
  ['akhilerm/tag-push-action', use('akhilerm/tag-push-action@v2', `{ src: "${image}:1", dst: "quay.io/octo/left:1" }`)],
  ['aevea/action-kaniko', use('aevea/action-kaniko@master', '{ registry: quay.io, image: octo/left }')],
  [
    'appany/helm-oci-chart-releaser',
    use('appany/helm-oci-chart-releaser@v0.5.0', '{ registry: quay.io, repository: octo, name: left }'),
  ],
  [
    'redhat-actions/push-to-registry',
    use('redhat-actions/push-to-registry@v2', '{ registry: quay.io/octo, image: left, tags: latest }'),
  ],
  [
    'elgohr/Publish-Docker-Github-Action',
    use('elgohr/Publish-Docker-Github-Action@v5', '{ registry: ghcr.io, name: octo/left, no_push: true }'),
  ],
  [
    'mr-smithers-excellent/docker-build-push',
    use('mr-smithers-excellent/docker-build-push@v6', '{ registry: ghcr.io, image: octo/left, pushImage: false }'),
  ],
  ['macbre/push-to-ghcr', use('macbre/other-action@master', `{ image_name: ${image} }`)],
];

describe('what pushes images to GitHub', () => {
  it.each<Case>(pushing)('%s: %s', async (via, steps, tree = {}) => {
    const [publication, ...more] = await publishedTo('ghcr', tree, steps);
    expect(publication).toMatchObject({ via, packages: [image], confidence: 'high' });
    expect(more).toEqual([]);
    expect(await publishedTo('docker-hub', tree, steps)).toEqual([]);
  });

  it.each<Case>(silent)('not %s: %s', async (_via, steps, tree = {}) => {
    expect(await publishedTo('ghcr', tree, steps)).toEqual([]);
  });

  it('has an example and a counter-example for each row', () => {
    const rows = new Set([...ghcr.commands, ...ghcr.actions].map(({ via }) => via));
    rows.delete('docker/github-builder');
    expect([...rows].filter((via) => !pushing.some(([name]) => name === via))).toEqual([]);
    expect([...rows].filter((via) => !silent.some(([name]) => name === via))).toEqual([]);
  });

  it('calls Docker’s workflows only where they are told to push', async () => {
    const build = (inputs: string) =>
      calledFor('ghcr', {}, 'docker/github-builder/.github/workflows/build.yml@v1', `    with: ${inputs}`);
    const [publication] = await build(`{ output: image, push: true, meta-images: ${image} }`);
    expect(publication).toMatchObject({ packages: [image], provenance: true });
    expect(await build(`{ output: image, meta-images: ${image} }`)).toEqual([]);
    expect(await build(`{ output: local, push: true, meta-images: ${image} }`)).toEqual([]);
  });

  it('follows setup-ko to where it signs in', async () => {
    const steps = `${use('ko-build/setup-ko@v0.9')}\n${run('ko build ./cmd/left')}`;
    expect(await publishedTo('ghcr', {}, steps)).toMatchObject([{ via: 'ko build', packages: [] }]);
    expect(await publishedTo('ghcr', {}, run('ko build ./cmd/left'))).toEqual([]);
    const local = use('ko-build/setup-ko@v0.9', '{}', ['env: { KO_DOCKER_REPO: ko.local }']);
    expect(await publishedTo('ghcr', {}, `${local}\n${run('ko build ./cmd/left')}`)).toEqual([]);
  });

  it('leaves out what a bake file computes', async () => {
    const computed: Tree = { 'docker-bake.hcl': 'target "left" {\n  tags = ["${REPO}:1"]\n}\n' };
    const bake = use('docker/bake-action@v6', '{ push: true }');
    expect(await publishedTo('ghcr', computed, bake)).toEqual([]);
    expect(await publishedTo('ghcr', computed, `${signIn}\n${bake}`)).toMatchObject([
      { packages: [], confidence: 'medium' },
    ]);
  });
});
