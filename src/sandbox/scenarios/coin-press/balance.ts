import type { ScenarioRepository } from '../../scenario.ts';
import { text } from '../text.ts';
import { codeOwners, reviewedBranch, securityPolicy } from './parts.ts';

/** Maven Central, which knows no other way than a token: kept as well as one can keep it. */
export const balance: ScenarioRepository = {
  name: 'balance',
  collaborators: { 'minter-general': 'admin', assayer: 'maintain' },
  commits: [
    {
      message: 'Release 5.0.3',
      author: 'minter-general',
      files: {
        'README.md': text`
          # balance

          Weighs coins on the JVM.
        `,
        'SECURITY.md': securityPolicy,
        '.github/CODEOWNERS': codeOwners,
        'pom.xml': text`
          <?xml version="1.0" encoding="UTF-8"?>
          <project xmlns="http://maven.apache.org/POM/4.0.0">
            <modelVersion>4.0.0</modelVersion>
            <groupId>org.coinpress</groupId>
            <artifactId>balance</artifactId>
            <version>5.0.3</version>
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
      },
    },
  ],
  tags: [{ name: 'v5.0.3', verified: true }],
  releases: [{ tag: 'v5.0.3' }],
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
