import type { Dialect } from '../../workflows/shell/model.ts';

/** An action whose input is a command or a script that it runs. */
export interface CarriedCommand {
  readonly action: string;
  /** Null for an action that runs the command in `before` and nothing else. */
  readonly input: string | null;
  /** Put in front of what the input says: `gradle` before its arguments. */
  readonly before?: string;
  /** An input whose words follow. */
  readonly rest?: string;
  /** Inputs that, when true, add a flag. */
  readonly flags?: Readonly<Record<string, string>>;
  readonly dialect: Dialect;
  /** Input that names the folder. */
  readonly directory?: string;
}

/** Actions that run what they are told. A newcomer is one line. */
export const carriedCommands: readonly CarriedCommand[] = [
  { action: 'nick-fields/retry', input: 'command', dialect: 'bash' },
  { action: 'nick-invision/retry', input: 'command', dialect: 'bash' },
  { action: 'wandalen/wretry.action', input: 'command', dialect: 'bash', directory: 'current_path' },
  { action: 'actions/github-script', input: 'script', dialect: 'javascript' },
  {
    action: 'gradle/gradle-build-action',
    input: 'arguments',
    before: './gradlew',
    dialect: 'bash',
    directory: 'build-root-directory',
  },
  {
    action: 'gradle/actions/setup-gradle',
    input: 'arguments',
    before: './gradlew',
    dialect: 'bash',
    directory: 'build-root-directory',
  },
  {
    action: 'burrunan/gradle-cache-action',
    input: 'arguments',
    before: './gradlew',
    dialect: 'bash',
    directory: 'build-root-directory',
  },
  {
    action: 'eskatos/gradle-command-action',
    input: 'arguments',
    before: './gradlew',
    dialect: 'bash',
    directory: 'build-root-directory',
  },
  { action: 'actions-rs/cargo', input: 'command', before: 'cargo', rest: 'args', dialect: 'bash' },
  {
    action: 'clechasseur/rs-cargo',
    input: 'command',
    before: 'cargo',
    rest: 'args',
    dialect: 'bash',
    directory: 'working-directory',
  },
  { action: 'borales/actions-yarn', input: 'cmd', before: 'yarn', dialect: 'bash', directory: 'dir' },
  { action: 'bahmutov/npm-install', input: 'install-command', dialect: 'bash', directory: 'working-directory' },
  { action: 'cypress-io/github-action', input: 'build', dialect: 'bash', directory: 'working-directory' },
  { action: 'addnab/docker-run-action', input: 'run', dialect: 'bash' },
  { action: 'devcontainers/ci', input: 'runcmd', dialect: 'bash' },
  { action: 'azure/cli', input: 'inlinescript', dialect: 'bash' },
  { action: 'azure/powershell', input: 'inlinescript', dialect: 'pwsh' },
  { action: 'cake-build/cake-action', input: 'target', before: 'dotnet cake --target', dialect: 'bash' },
  { action: 'jannekem/run-python-script-action', input: 'script', dialect: 'python' },
  { action: 'workflow/nix-shell-action', input: 'script', dialect: 'bash' },
  { action: 'magefile/mage-action', input: 'args', before: 'mage', dialect: 'bash' },
  { action: 'changesets/action', input: 'publish', dialect: 'bash', directory: 'cwd' },
  { action: 'changesets/action', input: 'version', dialect: 'bash', directory: 'cwd' },
  // the second version's names
  { action: 'changesets/action', input: 'publish-script', dialect: 'bash', directory: 'cwd' },
  { action: 'changesets/action', input: 'version-script', dialect: 'bash', directory: 'cwd' },
  { action: 'changesets/action/publish', input: 'publish-script', dialect: 'bash', directory: 'cwd' },
  { action: 'changesets/action/publish', input: 'script', dialect: 'bash', directory: 'cwd' },
  {
    action: 'cycjimmy/semantic-release-action',
    input: null,
    before: 'semantic-release',
    flags: { dry_run: '--dry-run' },
    dialect: 'bash',
    directory: 'working_directory',
  },
  {
    action: 'codfish/semantic-release-action',
    input: null,
    before: 'semantic-release',
    flags: { 'dry-run': '--dry-run', dry_run: '--dry-run' },
    dialect: 'bash',
  },
  {
    action: 'samuelmeuli/action-maven-publish',
    input: 'maven_args',
    before: 'mvn deploy',
    dialect: 'bash',
    directory: 'directory',
  },
  {
    action: 'reactivecircus/android-emulator-runner',
    input: 'script',
    dialect: 'bash',
    directory: 'working-directory',
  },
  { action: 'vmactions/freebsd-vm', input: 'run', dialect: 'bash' },
  { action: 'coactions/setup-xvfb', input: 'run', dialect: 'bash', directory: 'working-directory' },
  { action: 'gabrielbb/xvfb-action', input: 'run', dialect: 'bash', directory: 'working-directory' },
];
