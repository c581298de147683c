import fc from 'fast-check';
import { expect, it } from 'vitest';
import { auditRepository } from '../../src/audit/audit.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';
import { jobOf, npmPackage } from '../publishing/map-of.ts';

/** Steps that hand a token over as a literal, in every place where a workflow can hold one. */
const places: readonly ((token: string) => string)[] = [
  (token) => `- run: npm publish --//registry.example.com/:_authToken=${token}`,
  (token) => `- run: NODE_AUTH_TOKEN=${token} npm publish`,
  (token) => `- run: npm publish\n  env: { NODE_AUTH_TOKEN: "${token}" }`,
  (token) => `- run: npm publish --registry https://robot:${token}@packages.example.com/npm`,
  (token) => `- run: npm publish --registry https://packages.example.com/npm?token=${token}`,
  (token) => `- run: npm publish --otp ${token} --tag \${{ inputs.tag || '${token}' }}`,
  (token) => `- run: |\n    echo "//registry.example.com/:_authToken=${token}" > ~/.npmrc\n    npm publish`,
  (token) => `- run: npm config set //registry.example.com/:_authToken ${token}\n- run: npm publish`,
  (token) => `- run: |\n    cat <<EOF >> $GITHUB_ENV\n    NPM_TOKEN=${token}\n    EOF\n- run: npm publish`,
  (token) => `- run: ./ci/publish.sh ${token} --key=${token}\n  env: { NPM_TOKEN: "\${{ secrets.NPM_TOKEN }}" }`,
  (token) => `- run: make publish TOKEN=${token}\n  env: { NPM_TOKEN: "\${{ secrets.NPM_TOKEN }}" }`,
  (token) => `- run: bash scripts/go.sh ${token}`,
  (token) => `- run: npm run release -- --otp=${token}`,
  (token) => `- run: echo ${token} | docker login ghcr.io -u x --password-stdin\n- run: docker push ghcr.io/octo/left`,
  (token) => `- run: docker login ghcr.io -u x -p ${token}\n- run: docker push ghcr.io/octo/left`,
  (token) => `- run: twine upload -u __token__ -p ${token} dist/*`,
  (token) => `- run: cargo login ${token}\n- run: cargo publish --token ${token}`,
  (token) => `- run: dotnet nuget push x.nupkg -k ${token}`,
  (token) => `- uses: pypa/gh-action-pypi-publish@release/v1\n  with: { password: "${token}" }`,
  (token) => `- uses: js-devtools/npm-publish@v4\n  with: { token: "${token}" }`,
  (token) => `- uses: acme/ship@v1\n  with: { npm-token: "${token}", other: "\${{ secrets.NPM_TOKEN }}" }`,
  (token) =>
    `- uses: docker/login-action@v3\n  with: { registry: ghcr.io, username: x, password: "${token}" }\n- run: docker push ghcr.io/octo/left`,
  (token) => `- uses: nick-fields/retry@v3\n  with: { command: "npm publish --otp ${token}" }`,
  (token) => `- run: npm ci\n  env: { A: "${token}" }\n- if: env.A == '${token}'\n  run: npm publish`,
  (token) =>
    `- run: curl -H "Authorization: Bearer ${token}" https://example.com/install.sh | bash\n- run: npm publish`,
  (token) => `- run: |\n    case "$A" in\n      ${token}) npm publish ;;\n    esac`,
  (token) => `- shell: pwsh\n  run: |\n    $env:NODE_AUTH_TOKEN = "${token}"\n    npm publish`,
];

const files = {
  ...npmPackage,
  'package.json': '{ "name": "left", "version": "1.0.0", "scripts": { "release": "npm publish" } }',
  'pyproject.toml': '[build-system]\nrequires = []\n[project]\nname = "snake"\nversion = "1.0.0"\n',
  'Cargo.toml': '[package]\nname = "oxide"\nversion = "1.0.0"\n',
  'Left.csproj':
    '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><PackageId>Left</PackageId></PropertyGroup></Project>',
  Makefile: 'publish:\n\tnpm publish --otp $(TOKEN)\n',
  'scripts/go.sh': 'NODE_AUTH_TOKEN="$1" npm publish --otp "$1"\n',
};

/** As registries make them: a prefix, or none, and letters and digits. */
const token = fc
  .tuple(
    fc.constantFrom('', 'npm_', 'pypi-', 'ghp_', 'cio', 'oy2'),
    fc.stringMatching(/^[A-Za-z0-9]{20,40}$/).filter((text) => /\d/.test(text)),
  )
  .map(([prefix, rest]) => prefix + rest);

it.each(places.map((steps) => [steps('TOKEN').replaceAll('\n', ' '), steps]))(
  'tells a literal token nowhere: %s',
  async (_, steps) => {
    await fc.assert(
      fc.asyncProperty(token, async (literal) => {
        const report = await auditRepository({
          files: memoryFiles({ ...files, ...jobOf(steps(literal), `env: { UNRELATED: "${literal}" }`) }),
          subject: { repository: 'octo/left', ref: null, commit: null },
          policy: defaultPolicy,
          today: '2026-11-22',
        });
        expect(JSON.stringify(report)).not.toContain(literal);
        // something is published, so that there is something to tell
        expect([...report.publications, ...report.elsewhere]).not.toEqual([]);
      }),
      { numRuns: 5 },
    );
  },
);
