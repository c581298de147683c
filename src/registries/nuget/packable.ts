import type { Evaluation } from './evaluation.ts';

/** Whether `dotnet pack` makes a package of the project that is meant for others. */
export function isPackable(project: Evaluation, name: string): boolean {
  const stated = flag(project, 'IsPackable');
  if (stated !== null) return stated;
  // Projects of the old form are packed with a .nuspec file, or not at all.
  if (project.sdks.length === 0 || flag(project, 'IsTestProject') === true) return false;
  if (project.sdks.some((sdk) => unpackedSdks.has(sdk.toLowerCase()))) return false;
  const named = project.isOwn('PackageId') || flag(project, 'GeneratePackageOnBuild') === true;
  if ([...project.references].some((id) => testHosts.has(id) || (!named && testFrameworks.has(id)))) return false;
  if (!named && helpers.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase())) return false;
  return named || flag(project, 'PackAsTool') === true || !isProgram(project);
}

function flag(project: Evaluation, name: string): boolean | null {
  const value = project.property(name)?.trim().toLowerCase();
  return value === 'true' ? true : value === 'false' ? false : null;
}

function isProgram(project: Evaluation): boolean {
  return ['exe', 'winexe'].includes(project.property('OutputType')?.trim().toLowerCase() ?? '');
}

/** Last words in the names of projects that serve the others; settings far away may be what makes them tests. */
const helpers = new Set([
  'test',
  'tests',
  'unittests',
  'integrationtests',
  'functionaltests',
  'acceptancetests',
  'specs',
  'benchmark',
  'benchmarks',
  'sample',
  'samples',
  'example',
  'examples',
  'demo',
  'sandbox',
  'playground',
]);

/** SDKs whose projects are run or deployed, not packed, unless they say otherwise. */
const unpackedSdks = new Set([
  'microsoft.net.sdk.web',
  'microsoft.net.sdk.worker',
  'microsoft.net.sdk.blazorwebassembly',
  'microsoft.net.sdk.windowsdesktop.wpf',
  'mstest.sdk',
  'aspire.apphost.sdk',
  'microsoft.build.notargets',
  'microsoft.build.traversal',
  'microsoft.visualstudio.javascript.sdk',
]);

/** They make a project one that runs tests. */
const testHosts = new Set([
  'microsoft.net.test.sdk',
  'xunit.runner.visualstudio',
  'xunit.runner.console',
  'nunit3testadapter',
  'mstest.testadapter',
  'mstest',
  'tunit',
  'benchmarkdotnet',
]);

/** Libraries for testing may be built on them, and then name their package. */
const testFrameworks = new Set(['xunit', 'xunit.v3', 'nunit', 'mstest.testframework']);
