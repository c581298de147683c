import type { Endpoints } from '@octokit/types';

type Body<Route extends keyof Endpoints> = Endpoints[Route]['response']['data'];
type Row<List> = List extends readonly (infer Item)[] ? Item : never;

/*
 * What GitHub's own description says of its answers. An answer that lacks a required property, or has one of the wrong
 * type, does not compile.
 */
export type FullRepository = Body<'GET /repos/{owner}/{repo}'>;
export type Repository = Body<'GET /installation/repositories'>['repositories'][number];
export type SimpleUser = FullRepository['owner'];
export type Installation = Body<'GET /app/installations/{installation_id}'>;
export type App = NonNullable<Body<'GET /app'>>;
export type InstallationToken = Body<'POST /app/installations/{installation_id}/access_tokens'>;
export type CheckRun = Body<'GET /repos/{owner}/{repo}/check-runs/{check_run_id}'>;
export type CheckSuite = Body<'GET /repos/{owner}/{repo}/check-suites/{check_suite_id}'>;
export type PullMinimal = CheckRun['pull_requests'][number];
export type Annotation = Row<Body<'GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations'>>;
export type Issue = Body<'GET /repos/{owner}/{repo}/issues/{issue_number}'>;
export type Comment = Row<Body<'GET /repos/{owner}/{repo}/issues/{issue_number}/comments'>>;
export type Label = Row<Body<'GET /repos/{owner}/{repo}/labels'>>;
export type Pull = Body<'GET /repos/{owner}/{repo}/pulls/{pull_number}'>;
export type PullSimple = Row<Body<'GET /repos/{owner}/{repo}/pulls'>>;
export type Commit = Body<'GET /repos/{owner}/{repo}/commits/{ref}'>;
export type DiffEntry = Row<Body<'GET /repos/{owner}/{repo}/pulls/{pull_number}/files'>>;
export type Comparison = Body<'GET /repos/{owner}/{repo}/compare/{basehead}'>;
export type Tree = Body<'GET /repos/{owner}/{repo}/git/trees/{tree_sha}'>;
export type Blob = Body<'GET /repos/{owner}/{repo}/git/blobs/{file_sha}'>;
export type GitCommit = Body<'GET /repos/{owner}/{repo}/git/commits/{commit_sha}'>;
export type Tag = Body<'GET /repos/{owner}/{repo}/git/tags/{tag_sha}'>;
export type Ref = Body<'GET /repos/{owner}/{repo}/git/ref/{ref}'>;
export type BranchShort = Row<Body<'GET /repos/{owner}/{repo}/branches'>>;
export type Branch = Body<'GET /repos/{owner}/{repo}/branches/{branch}'>;
export type Protection = Body<'GET /repos/{owner}/{repo}/branches/{branch}/protection'>;
export type Release = Body<'GET /repos/{owner}/{repo}/releases/latest'>;
export type Environment = Body<'GET /repos/{owner}/{repo}/environments/{environment_name}'>;
export type Secret = Body<'GET /repos/{owner}/{repo}/actions/secrets'>['secrets'][number];
export type WorkflowRun = Body<'GET /repos/{owner}/{repo}/actions/runs/{run_id}'>;
export type CombinedStatus = Body<'GET /repos/{owner}/{repo}/commits/{ref}/status'>;
export type Deployment = Body<'GET /repos/{owner}/{repo}/deployments/{deployment_id}'>;
export type Job = Row<Body<'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs'>['jobs']>;
export type Advisory = Body<'GET /repos/{owner}/{repo}/security-advisories/{ghsa_id}'>;
export type Ruleset = Body<'GET /repos/{owner}/{repo}/rulesets/{ruleset_id}'>;
export type BranchRule = Row<Body<'GET /repos/{owner}/{repo}/rules/branches/{branch}'>>;
export type CollaboratorPermission = Body<'GET /repos/{owner}/{repo}/collaborators/{username}/permission'>;
export type Organisation = Body<'GET /orgs/{org}'>;
export type User = Body<'GET /users/{username}'>;
export type RateLimits = Body<'GET /rate_limit'>;
export type DeliveryItem = Row<Body<'GET /app/hook/deliveries'>>;
export type Delivery = Body<'GET /app/hook/deliveries/{delivery_id}'>;
export type ConvertedManifest = Body<'POST /app-manifests/{code}/conversions'>;
