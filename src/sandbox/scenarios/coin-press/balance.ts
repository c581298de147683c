import type { ScenarioRepository } from '../../scenario.ts';
import { text } from '../text.ts';
import { historyOf } from './history.ts';
import { codeOwners, reviewedBranch, securityPolicy } from './parts.ts';

const files = {
  'README.md': text`
    # balance

    Weighs coins on the JVM.
  `,
  'SECURITY.md': securityPolicy,
  '.github/CODEOWNERS': codeOwners,
  '.github/workflows/deploy.yml': text`
    name: Deploy to Maven Central

    on:
      push:
        tags: ['v*']

    permissions:
      contents: read

    jobs:
      deploy:
        runs-on: ubuntu-24.04
        environment: maven-central
        steps:
          - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
            with:
              persist-credentials: false
          - uses: actions/setup-java@v5
            with:
              distribution: temurin
              java-version: 21
              server-id: central
              server-username: CENTRAL_USERNAME
              server-password: CENTRAL_TOKEN
          - run: mvn --batch-mode deploy
            env:
              CENTRAL_USERNAME: $\{{ secrets.CENTRAL_USERNAME }}
              CENTRAL_TOKEN: $\{{ secrets.CENTRAL_TOKEN }}
  `,
};

const past = historyOf({
  repository: 'coin-press/balance',
  author: 'minter-general',
  files,
  firstRun: 7_600_000_000,
  lines: [
    {
      registry: 'maven-central',
      name: 'org.coinpress:balance',
      owners: [{ name: 'minter-general' }],
      manifest: {
        'pom.xml': text`
          <?xml version="1.0" encoding="UTF-8"?>
          <project xmlns="http://maven.apache.org/POM/4.0.0">
            <modelVersion>4.0.0</modelVersion>
            <groupId>org.coinpress</groupId>
            <artifactId>balance</artifactId>
            <version>VERSION</version>
            <name>balance</name>
            <url>https://github.com/coin-press/balance</url>
            <scm>
              <url>https://github.com/coin-press/balance</url>
            </scm>
            <build>
              <plugins>
                <plugin>
                  <groupId>org.sonatype.central</groupId>
                  <artifactId>central-publishing-maven-plugin</artifactId>
                  <version>0.9.0</version>
                  <extensions>true</extensions>
                  <configuration>
                    <publishingServerId>central</publishingServerId>
                  </configuration>
                </plugin>
              </plugins>
            </build>
          </project>
        `,
      },
      tag: 'v',
      signedTags: true,
      built: { workflow: 'deploy.yml', event: 'push', environment: 'maven-central' },
      by: { nobody: true },
      releases: [
        { version: '5.0.0', at: '2026-03-24T11:20:05Z' },
        { version: '5.0.1', at: '2026-05-19T14:07:39Z' },
        { version: '5.0.2', at: '2026-07-28T09:33:14Z' },
        { version: '5.0.3', at: '2026-09-08T13:55:47Z' },
      ],
    },
  ],
});

/** Maven Central, which knows no other way than a token: kept as well as one can keep it. */
export const balance: ScenarioRepository = {
  name: 'balance',
  collaborators: { 'minter-general': 'admin', assayer: 'maintain' },
  commits: past.commits,
  tags: past.tags,
  releases: past.releases,
  runs: past.runs,
  rulesets: [reviewedBranch],
  environments: [
    {
      name: 'maven-central',
      reviewers: ['assayer'],
      preventSelfReview: true,
      adminBypass: false,
      branchPolicy: 'custom',
      secrets: { CENTRAL_USERNAME: '2026-09-01T09:00:00Z', CENTRAL_TOKEN: '2026-09-01T09:00:00Z' },
    },
  ],
  privateVulnerabilityReporting: true,
};

/** Signed with one key from the first release on. */
export const balancePackages = past.packages;
