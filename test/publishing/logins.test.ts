import { describe, expect, it } from 'vitest';
import { credentialsOf, jobOf, mapOf, mayMint, only } from './map-of.ts';

it('a credential is minted by the action of a registry that is handed none', async () => {
  const gem = async (more: string) => {
    const { publications } = await mapOf({
      'red.gemspec': "Gem::Specification.new do |s|\n  s.name = 'red'\n  s.version = '1.0.0'\nend\n",
      ...jobOf(`- uses: rubygems/configure-rubygems-credentials@v1\n${more}- run: gem push *.gem`, mayMint),
    });
    const publication = only(publications);
    return [publication.auth, ...publication.credentials.map(({ kind }) => kind)];
  };
  expect(await gem('')).toEqual(['trusted-publishing', 'minted']);
  expect(await gem('  with: { api-token: "${{ secrets.GEMS }}" }\n')).toEqual(['token', 'long-lived']);
});

describe('a login to a registry of images', () => {
  const push = '- run: docker push ghcr.io/octo/left:1';
  const credentials = async (steps: string) => {
    const { publications } = await mapOf(jobOf(steps));
    return publications.map((publication) => [publication.registry, ...credentialsOf(publication)]);
  };

  it('comes by action, by pipe and by flag', async () => {
    expect(
      await credentials(
        `- uses: docker/login-action@v3\n  with: { registry: ghcr.io, username: x, password: "\${{ secrets.GITHUB_TOKEN }}" }\n${push}`,
      ),
    ).toEqual([['ghcr', 'job-token secrets.GITHUB_TOKEN by docker/login-action']]);
    expect(
      await credentials(`- run: echo "\${{ secrets.CR }}" | docker login ghcr.io -u x --password-stdin\n${push}`),
    ).toEqual([['ghcr', 'long-lived secrets.CR by docker login']]);
    expect(
      await credentials(`- run: docker login ghcr.io -u x -p $P\n  env: { P: "\${{ secrets.CR }}" }\n${push}`),
    ).toEqual([['ghcr', 'long-lived secrets.CR by docker login']]);
  });

  it('may be for this host where the host is hidden', async () => {
    const login = (host: string) =>
      `- uses: docker/login-action@v3\n  with: { registry: "${host}", username: x, password: "\${{ secrets.CR }}" }\n${push}`;
    const found = ['ghcr', 'long-lived secrets.CR by docker/login-action'];
    expect(await credentials(login('${{ vars.REGISTRY }}'))).toEqual([found]);
    expect(await credentials(login('ghcr.io'))).toEqual([found]);
    expect(await credentials(login('images.example.com'))).toEqual([['ghcr']]);
    const typed = (host: string) =>
      `- run: docker login ${host} -u x -p $P\n  env: { P: "\${{ secrets.CR }}" }\n${push}`;
    expect(await credentials(typed('"${{ vars.REGISTRY }}"'))).toEqual([
      ['ghcr', 'long-lived secrets.CR by docker login'],
    ]);
    expect(await credentials(typed('images.example.com'))).toEqual([['ghcr']]);
    expect(await credentials(typed(''))).toEqual([['ghcr']]);
  });

  it('counts for its own host only', async () => {
    const hub = '- uses: docker/login-action@v3\n  with: { username: x, password: "${{ secrets.HUB }}" }';
    expect(await credentials(`${hub}\n${push}`)).toEqual([['ghcr']]);
    expect(await credentials(`${hub}\n- run: docker push octo/left`)).toEqual([
      ['docker-hub', 'long-lived secrets.HUB by docker/login-action'],
    ]);
  });
});
