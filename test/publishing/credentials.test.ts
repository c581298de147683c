import { describe, expect, it } from 'vitest';
import type { Publication } from '../../src/publishing/publication.ts';
import { credentialsOf, file, jobOf, mapOf, mayMint, only, published, publishedOnce, type Tree } from './map-of.ts';

const crate: Tree = { 'Cargo.toml': '[package]\nname = "oxide"\nversion = "1.0.0"\n' };

async function crateBy(steps: string): Promise<Publication> {
  return only((await mapOf({ ...crate, ...jobOf(steps, mayMint) })).publications);
}

const npmHost = ['//registry.npm', 'js.org/'].join('');

describe('a credential', () => {
  it.each<[string, string, readonly string[], string]>([
    [
      'a stored secret',
      '- run: cargo publish --token ${{ secrets.CRATES }}',
      ['long-lived secrets.CRATES by --token'],
      'token',
    ],
    [
      'a stored secret under another name',
      '- run: cargo publish\n  env: { CARGO_REGISTRY_TOKEN: "${{ secrets.X }}" }',
      ['long-lived secrets.X by environment variable CARGO_REGISTRY_TOKEN'],
      'token',
    ],
    ['a literal', '- run: cargo publish --token abcdefgh', ['long-lived a literal value by --token'], 'token'],
    ['a placeholder', '- run: cargo publish --token dummy', [], 'unknown'],
    [
      'a token that an action mints',
      '- uses: rust-lang/crates-io-auth-action@v1\n  id: auth\n- run: cargo publish\n  env: { CARGO_REGISTRY_TOKEN: "${{ steps.auth.outputs.token }}" }',
      ['minted steps.auth.outputs.token by environment variable CARGO_REGISTRY_TOKEN'],
      'trusted-publishing',
    ],
    [
      'a token that a script mints',
      '- id: mint\n  run: |\n    T=$(curl -X PUT -d "$JWT" https://crates.io/api/v1/trusted_publishing/tokens | jq -r .token)\n    echo "token=$T" >> $GITHUB_OUTPUT\n- run: cargo publish --token "${{ steps.mint.outputs.token }}"',
      ['minted a value that the script computes by --token'],
      'trusted-publishing',
    ],
    [
      'a secret that a vault action fetches',
      '- uses: hashicorp/vault-action@v3\n  id: vault\n- run: cargo publish --token ${{ steps.vault.outputs.CRATES }}',
      ['vault steps.vault.outputs.CRATES by --token'],
      'token',
    ],
    [
      'a variable that a vault action sets',
      '- uses: hashicorp/vault-action@v3\n  with: { secrets: "ci/crates key | CARGO_REGISTRY_TOKEN ;" }\n- run: cargo publish',
      ['vault hashicorp/vault-action by environment variable CARGO_REGISTRY_TOKEN'],
      'token',
    ],
    [
      'a variable that an unknown action sets from a path',
      '- uses: acme/fetch-keys@v1\n  with: { keys: "ci/crates/key | CARGO_REGISTRY_TOKEN" }\n- run: cargo publish',
      ['vault acme/fetch-keys by environment variable CARGO_REGISTRY_TOKEN'],
      'token',
    ],
    [
      'nothing where an unknown action is only told the name',
      '- uses: acme/fetch-keys@v1\n  with: { name: CARGO_REGISTRY_TOKEN }\n- run: cargo publish',
      [],
      'unknown',
    ],
    [
      'nothing where a vault is asked afterwards',
      '- run: cargo publish\n- uses: hashicorp/vault-action@v3\n  with: { secrets: "ci/crates key | CARGO_REGISTRY_TOKEN ;" }',
      [],
      'unknown',
    ],
    [
      'what the step itself sets, whatever a vault fetched before',
      '- uses: hashicorp/vault-action@v3\n  with: { secrets: "ci/crates key | CARGO_REGISTRY_TOKEN ;" }\n- run: cargo publish\n  env: { CARGO_REGISTRY_TOKEN: "${{ github.token }}" }',
      ['job-token github.token by environment variable CARGO_REGISTRY_TOKEN'],
      'unknown',
    ],
    [
      'a secret that a command fetches',
      '- run: CARGO_REGISTRY_TOKEN=$(vault kv get -field=key ci/crates) cargo publish',
      ['vault a value that the script computes by environment variable CARGO_REGISTRY_TOKEN'],
      'token',
    ],
    [
      "the job's own token",
      '- run: cargo publish --token ${{ github.token }}',
      ['job-token github.token by --token'],
      'unknown',
    ],
    [
      'an output of another job',
      '- run: cargo publish --token ${{ needs.login.outputs.token }}',
      ['unknown needs.login.outputs.token by --token'],
      'unknown',
    ],
    [
      'a variable of the repository',
      '- run: cargo publish --token ${{ vars.TOKEN }}',
      ['unknown vars.TOKEN by --token'],
      'unknown',
    ],
    [
      'an output that cannot be told',
      '- uses: some/login@v1\n  id: login\n- run: cargo publish --token ${{ steps.login.outputs.token }}',
      ['unknown steps.login.outputs.token by --token'],
      'unknown',
    ],
    [
      'a login by command',
      '- run: cargo login ${{ secrets.CRATES }}\n- run: cargo publish',
      ['long-lived secrets.CRATES by cargo login'],
      'token',
    ],
    [
      'a login by pipe',
      '- run: echo "$T" | cargo login\n  env: { T: "${{ secrets.CRATES }}" }\n- run: cargo publish',
      ['long-lived secrets.CRATES by cargo login'],
      'token',
    ],
    [
      'a secret chosen by an expression',
      '- run: cargo publish --token ${{ secrets[inputs.which] }}',
      ['long-lived secrets.* by --token'],
      'token',
    ],
  ])('is %s', async (_, steps, credentials, auth) => {
    const publication = await crateBy(steps);
    expect(credentialsOf(publication)).toEqual(credentials);
    expect(publication.auth).toBe(auth);
  });

  it('is none where a flag has no value', async () => {
    expect(await crateBy('- run: cargo publish --token')).toMatchObject({ credentials: [] });
  });

  it('is told by a name where the client can do nothing but sign in with it', async () => {
    const named = (value: string, name = 'MY_NPM_TOKEN') => `- run: bun publish\n  env: { ${name}: "${value}" }`;
    for (const value of ['${{ secrets.X }}', '${{ vars.PREFIX }}${{ secrets.X }}']) {
      const { auth, credentials } = await publishedOnce(named(value));
      expect([auth, credentials.at(-1)?.secret], value).toEqual(['token', 'X']);
    }
    for (const step of [named('${{ vars.X }}'), named('abcdefgh'), named('${{ secrets.X }}', 'NPM_AUDIT_TOKEN')])
      expect(await publishedOnce(step), step).toMatchObject({ auth: 'unknown', credentials: [] });
    const native = named('${{ secrets.X }}').replace('bun', 'npm');
    expect(await publishedOnce(native, { job: mayMint })).toMatchObject({
      auth: 'trusted-publishing',
      credentials: [],
    });
  });

  it('comes before the step that publishes, not after', async () => {
    const publication = await crateBy('- run: cargo publish\n- run: cargo login ${{ secrets.CRATES }}');
    expect(publication.credentials).toEqual([]);
  });

  it('comes through $GITHUB_ENV and $GITHUB_OUTPUT', async () => {
    for (const steps of [
      '- run: echo "CARGO_REGISTRY_TOKEN=$T" >> "$GITHUB_ENV"\n  env: { T: "${{ secrets.DEEP }}" }\n- run: cargo publish',
      '- run: echo "CARGO_REGISTRY_TOKEN=${{ secrets.DEEP }}" | tee -a $GITHUB_ENV\n- run: cargo publish',
      '- run: |\n    cat <<EOF >> $GITHUB_ENV\n    CARGO_REGISTRY_TOKEN<<END\n    ${{ secrets.DEEP }}\n    END\n    EOF\n- run: cargo publish',
      '- id: x\n  run: echo "key=${{ secrets.DEEP }}" >> ${GITHUB_OUTPUT}\n- run: cargo publish --token ${{ steps.x.outputs.key }}',
      '- shell: pwsh\n  run: |\n    "CARGO_REGISTRY_TOKEN=$env:T" | Out-File -Append $env:GITHUB_ENV\n  env: { T: "${{ secrets.DEEP }}" }\n- run: cargo publish',
      '- shell: pwsh\n  run: |\n    $env:CARGO_REGISTRY_TOKEN = "${{ secrets.DEEP }}"\n    cargo publish',
      '- run: |\n    export CARGO_REGISTRY_TOKEN="$T"\n    cargo publish\n  env: { T: "${{ secrets.DEEP }}" }',
    ])
      expect(
        (await crateBy(steps)).credentials.map(({ secret }) => secret),
        steps,
      ).toEqual(['DEEP']);
  });

  it('may be one that only a branch puts there', async () => {
    const publication = await crateBy(
      '- run: |\n    if [ -n "$A" ]; then\n      echo "CARGO_REGISTRY_TOKEN=${{ secrets.A }}" >> $GITHUB_ENV\n    else\n      echo "CARGO_REGISTRY_TOKEN=${{ secrets.B }}" >> $GITHUB_ENV\n    fi\n- run: cargo publish',
    );
    expect(publication.credentials.map(({ secret }) => secret)).toEqual(['A', 'B']);
  });

  it('does not make npm publish by token where it is the job’s own', async () => {
    const step = '- run: npm publish\n  env: { NODE_AUTH_TOKEN: "${{ secrets.GITHUB_TOKEN }}" }';
    expect(await publishedOnce(step)).toMatchObject({ auth: 'unknown', credentials: [{ kind: 'job-token' }] });
    expect(await publishedOnce(step, { job: mayMint })).toMatchObject({ auth: 'trusted-publishing' });
  });
});

describe('a credential in a file', () => {
  const secret = '${{ secrets.FILED }}';

  it.each<[string, string]>([
    ['an echo', `echo "${npmHost}:_authToken=${secret}" > ~/.npmrc`],
    ['an echo that adds', `echo "${npmHost}:_authToken=${secret}" >> .npmrc`],
    ['a here-document', `cat > ~/.npmrc <<EOF\nregistry=https:${npmHost}\n${npmHost}:_authToken=${secret}\nEOF`],
    ['a printf', `printf "${npmHost}:_authToken=%s\\n" "${secret}" > .npmrc`],
    ['tee', `echo "${npmHost}:_authToken=${secret}" | tee -a .npmrc`],
    ['npm itself', `npm config set "${npmHost}:_authToken" "${secret}"`],
    ['npm itself in one word', `npm config set ${npmHost}:_authToken=${secret}`],
    ['a variable that npm reads', `echo '${npmHost}:_authToken=\${MINE}' > .npmrc\nexport MINE=${secret}`],
  ])('reaches npm by %s', async (_, script) => {
    const run = `${script}\nnpm publish`.replaceAll('\n', '\n    ');
    const publication = await publishedOnce(`- run: |\n    ${run}`, { job: mayMint });
    expect(publication).toMatchObject({ auth: 'token', credentials: [{ kind: 'long-lived', secret: 'FILED' }] });
  });

  it('is none where npm reads a variable that nobody sets, or for another registry', async () => {
    for (const script of [
      `echo '${npmHost}:_authToken=\${NPM_TOKEN}' > .npmrc`,
      `npm config set ${npmHost}:_authToken '\${NPM_TOKEN}'`,
      `echo "//packages.example.com/:_authToken=${secret}" > .npmrc`,
      `npm config set //packages.example.com/:_authToken ${secret}`,
    ]) {
      const publication = await publishedOnce(`- run: |\n    ${script}\n    npm publish`, { job: mayMint });
      expect(publication, script).toMatchObject({ auth: 'trusted-publishing', credentials: [] });
    }
  });

  it('is what a committed file names', async () => {
    const tree = { '.npmrc': `${npmHost}:_authToken=\${CI_KEY}\n` };
    const publication = await publishedOnce('- run: npm publish\n  env: { CI_KEY: "${{ secrets.CI_KEY }}" }', { tree });
    expect(credentialsOf(publication)).toEqual(['long-lived secrets.CI_KEY by file .npmrc']);
    const without = await publishedOnce('- run: npm publish', { tree, job: mayMint });
    expect(without).toMatchObject({ auth: 'trusted-publishing', credentials: [] });
  });

  it('reaches the other clients as well', async () => {
    const python = await mapOf({
      'pyproject.toml': '[build-system]\nrequires = []\n[project]\nname = "snake"\nversion = "1.0.0"\n',
      ...jobOf(
        `- run: |\n    cat > ~/.pypirc <<EOF\n    [pypi]\n    username = __token__\n    password = ${secret}\n    EOF\n    twine upload dist/*`,
      ),
    });
    expect(credentialsOf(only(python.publications))).toEqual(['long-lived secrets.FILED by file ~/.pypirc']);
    const ruby = await mapOf({
      'red.gemspec': "Gem::Specification.new do |s|\n  s.name = 'red'\n  s.version = '1.0.0'\nend\n",
      ...jobOf(
        `- run: |\n    mkdir -p ~/.gem\n    printf -- "---\\n:rubygems_api_key: $K\\n" > ~/.gem/credentials\n    gem push *.gem\n  env: { K: "${secret}" }`,
      ),
    });
    expect(credentialsOf(only(ruby.publications))).toEqual(['long-lived secrets.FILED by file ~/.gem/credentials']);
    const java = await mapOf({
      'pom.xml':
        '<project><groupId>org.example</groupId><artifactId>bean</artifactId><version>1.0.0</version><build><plugins><plugin><groupId>org.sonatype.central</groupId><artifactId>central-publishing-maven-plugin</artifactId></plugin></plugins></build></project>',
      ...jobOf(
        `- run: |\n    cat > settings.xml <<EOF\n    <settings><servers><server><id>central</id>\n    <username>\${{ secrets.USER }}</username>\n    <password>${secret}</password>\n    </server></servers></settings>\n    EOF\n    mvn -s settings.xml deploy`,
      ),
    });
    expect(credentialsOf(only(java.publications))).toEqual(['long-lived secrets.FILED by file settings.xml']);
  });
});

describe('a credential for a reusable workflow elsewhere', () => {
  const call = (more: string): Tree => ({
    'package.json': '{ "name": "left", "version": "1.0.0" }',
    '.github/workflows/release.yml': file(`
      on: push
      jobs:
        release:
          uses: other/shared/.github/workflows/npm-publish.yml@v1
          ${more}
    `),
  });

  it('is the secret whose name says so', async () => {
    const { publications } = await mapOf(call('secrets: { npm-token: "${{ secrets.N }}", other: "${{ secrets.O }}" }'));
    expect(only(publications)).toMatchObject({
      registry: 'npm',
      confidence: 'low',
      auth: 'token',
      pinned: false,
      site: { step: null, at: { line: 4 } },
      credentials: [{ secret: 'N', arrives: 'secret npm-token' }],
    });
  });

  it('is not known with inherit', async () => {
    const { publications } = await mapOf(call('secrets: inherit'));
    expect(only(publications)).toMatchObject({ registry: 'npm', confidence: 'low', auth: 'unknown', credentials: [] });
  });
});

it('publishes nothing without a step that does', async () => {
  expect(await published('- run: npm ci\n  env: { NPM_TOKEN: "${{ secrets.NPM_TOKEN }}" }')).toEqual([]);
});
