import { describe, expect, it } from 'vitest';
import { dockerHub } from '../../../src/registries/docker-hub/index.ts';
import { ghcr } from '../../../src/registries/ghcr/index.ts';
import { publishedTo, run, use } from '../steps-of.ts';

const login = use('docker/login-action@v3', '{ username: octo, password: "${{ secrets.DOCKERHUB_TOKEN }}" }');

describe('what pushes images to Docker Hub', () => {
  it('is what pushes them to GitHub, by another name', () => {
    expect(dockerHub.commands).toBe(ghcr.commands);
    expect(dockerHub.actions).toBe(ghcr.actions);
  });

  it.each([
    ['a plain name', run('docker push octo/left:1')],
    ['the whole name', run('docker push docker.io/octo/left:1')],
    ['an action', use('docker/build-push-action@v6', '{ push: true, tags: "octo/left:1,ghcr.io/octo/left:1" }')],
    ['an action of old', use('docker/build-push-action@v1', '{ repository: octo/left }')],
    ['a copy', run('crane cp ghcr.io/octo/left:1 octo/left:1')],
    ['two names', run('podman push ghcr.io/octo/left docker.io/octo/left')],
  ])('%s', async (_name, steps) => {
    const publications = await publishedTo('docker-hub', {}, `${login}\n${steps}`);
    expect(publications).toMatchObject([{ packages: ['octo/left'], auth: 'token', confidence: 'high' }]);
  });

  it.each([
    ['a copy from there', run('crane cp octo/left:1 ghcr.io/octo/left:1')],
    ['a local name', run('buildah push left docker://ghcr.io/octo/left:1')],
    ['settings of a bake', use('docker/bake-action@v6', '{ set: "*.output=type=image,name=quay.io/o/i,push=true" }')],
    ['a build alone', use('docker/build-push-action@v6', '{ tags: "octo/left:1" }')],
  ])('not %s', async (_name, steps) => {
    expect(await publishedTo('docker-hub', {}, `${login}\n${steps}`)).toEqual([]);
  });

  it('takes what a chart signed in with for the credential', async () => {
    const steps = run(
      'helm registry login docker.io -u octo -p ${{ secrets.HUB }}\nhelm push left-1.0.0.tgz oci://docker.io/octo',
    );
    expect(await publishedTo('docker-hub', {}, steps)).toMatchObject([{ packages: ['octo/left'], auth: 'token' }]);
  });
});
