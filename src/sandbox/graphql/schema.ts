/**
 * The part of GitHub's GraphQL schema that our queries use.
 * Made by `node scripts/github-schema.ts` from @octokit/graphql-schema 15.26.1: not to be edited by hand.
 */
export const schemaText = `
interface Actor {
  login: String!
}

type Blob implements GitObject {
  byteSize: Int!
  isBinary: Boolean
  isTruncated: Boolean!
  oid: GitObjectID!
  text: String
}

type Bot implements Actor {
  login: String!
}

type BranchProtectionRule {
  allowsDeletions: Boolean!
  allowsForcePushes: Boolean!
  isAdminEnforced: Boolean!
  requiredApprovingReviewCount: Int
  requiresApprovingReviews: Boolean!
  requiresCodeOwnerReviews: Boolean!
}

type Commit implements GitObject {
  author: GitActor
  committedDate: DateTime!
  history(after: String, author: CommitAuthor, before: String, first: Int, last: Int, path: String, since: GitTimestamp, until: GitTimestamp): CommitHistoryConnection!
  oid: GitObjectID!
  signature: GitSignature
  tree: Tree!
}

input CommitAuthor {
  emails: [String!]
  id: ID
}

type CommitHistoryConnection {
  nodes: [Commit]
}

scalar DateTime

type Enterprise {
  announcement: String
}

type EnterpriseUserAccount implements Actor {
  login: String!
}

type EnvironmentConnection {
  totalCount: Int!
}

enum EnvironmentOrderField {
  NAME
}

enum EnvironmentPinnedFilterField {
  ALL
  NONE
  ONLY
}

input Environments {
  direction: OrderDirection!
  field: EnvironmentOrderField!
}

type GitActor {
  date: GitTimestamp
  name: String
  user: User
}

interface GitObject {
  oid: GitObjectID!
}

scalar GitObjectID

interface GitSignature {
  isValid: Boolean!
}

scalar GitTimestamp

type GpgSignature implements GitSignature {
  isValid: Boolean!
}

type Issue {
  author: Actor
}

type IssueConnection {
  nodes: [Issue]
  totalCount: Int!
}

input IssueFilters {
  assignee: String
  createdBy: String
  labels: [String!]
  mentioned: String
  milestone: String
  milestoneNumber: String
  since: DateTime
  states: [IssueState!]
  viewerSubscribed: Boolean = false
}

input IssueOrder {
  direction: OrderDirection!
  field: IssueOrderField!
}

enum IssueOrderField {
  COMMENTS
  CREATED_AT
  UPDATED_AT
}

enum IssueState {
  CLOSED
  OPEN
}

type Mannequin implements Actor {
  login: String!
}

enum OrderDirection {
  ASC
  DESC
}

type Organization implements Actor & RepositoryOwner {
  login: String!
  requiresTwoFactorAuthentication: Boolean
}

type PageInfo {
  endCursor: String
  hasNextPage: Boolean!
}

type PullRequestParameters {
  requireCodeOwnerReview: Boolean!
  requiredApprovingReviewCount: Int!
}

type Query {
  rateLimit(dryRun: Boolean = false): RateLimit
  repository(followRenames: Boolean = true, name: String!, owner: String!): Repository
}

type RateLimit {
  cost: Int!
  limit: Int!
  remaining: Int!
  resetAt: DateTime!
}

type Ref {
  branchProtectionRule: BranchProtectionRule
  name: String!
  target: GitObject
}

type RefConnection {
  nodes: [Ref]
  pageInfo: PageInfo!
}

type RefNameConditionTarget {
  exclude: [String!]!
  include: [String!]!
}

input RefOrder {
  direction: OrderDirection!
  field: RefOrderField!
}

enum RefOrderField {
  ALPHABETICAL
  TAG_COMMIT_DATE
}

type ReleaseConnection {
  totalCount: Int!
}

input ReleaseOrder {
  direction: OrderDirection!
  field: ReleaseOrderField!
}

enum ReleaseOrderField {
  CREATED_AT
  NAME
}

type Repository {
  databaseId: Int
  defaultBranchRef: Ref
  environments(after: String, before: String, first: Int, last: Int, names: [String!] = [], orderBy: Environments = {field: NAME, direction: ASC}, pinnedEnvironmentFilter: EnvironmentPinnedFilterField = ALL): EnvironmentConnection!
  hasIssuesEnabled: Boolean!
  hasVulnerabilityAlertsEnabled: Boolean!
  isArchived: Boolean!
  isEmpty: Boolean!
  isFork: Boolean!
  isSecurityPolicyEnabled: Boolean
  issues(after: String, before: String, filterBy: IssueFilters, first: Int, labels: [String!], last: Int, orderBy: IssueOrder, states: [IssueState!]): IssueConnection!
  name: String!
  object(expression: String, oid: GitObjectID): GitObject
  owner: RepositoryOwner!
  refs(after: String, before: String, direction: OrderDirection, first: Int, last: Int, orderBy: RefOrder, query: String, refPrefix: String!): RefConnection
  releases(after: String, before: String, first: Int, last: Int, orderBy: ReleaseOrder): ReleaseConnection!
  rulesets(after: String, before: String, first: Int, includeParents: Boolean = true, last: Int, targets: [RepositoryRulesetTarget!] = null): RepositoryRulesetConnection
  visibility: RepositoryVisibility!
}

interface RepositoryOwner {
  login: String!
}

type RepositoryRule {
  parameters: RuleParameters
  type: RepositoryRuleType!
}

type RepositoryRuleConditions {
  refName: RefNameConditionTarget
}

type RepositoryRuleConnection {
  nodes: [RepositoryRule]
}

enum RepositoryRuleType {
  AUTHORIZATION
  BRANCH_NAME_PATTERN
  CODE_SCANNING
  COMMITTER_EMAIL_PATTERN
  COMMIT_AUTHOR_EMAIL_PATTERN
  COMMIT_MESSAGE_PATTERN
  CREATION
  DELETION
  FILE_EXTENSION_RESTRICTION
  FILE_PATH_RESTRICTION
  LOCK_BRANCH
  MAX_FILE_PATH_LENGTH
  MAX_FILE_SIZE
  MAX_REF_UPDATES
  MERGE_QUEUE
  MERGE_QUEUE_LOCKED_REF
  NON_FAST_FORWARD
  PULL_REQUEST
  REQUIRED_DEPLOYMENTS
  REQUIRED_LINEAR_HISTORY
  REQUIRED_REVIEW_THREAD_RESOLUTION
  REQUIRED_SIGNATURES
  REQUIRED_STATUS_CHECKS
  REQUIRED_WORKFLOW_STATUS_CHECKS
  SECRET_SCANNING
  TAG
  TAG_NAME_PATTERN
  UPDATE
  WORKFLOWS
  WORKFLOW_UPDATES
}

type RepositoryRuleset {
  bypassActors(after: String, before: String, first: Int, last: Int): RepositoryRulesetBypassActorConnection
  conditions: RepositoryRuleConditions!
  enforcement: RuleEnforcement!
  name: String!
  rules(after: String, before: String, first: Int, last: Int, type: RepositoryRuleType): RepositoryRuleConnection
  source: RuleSource!
  target: RepositoryRulesetTarget
}

type RepositoryRulesetBypassActorConnection {
  totalCount: Int!
}

type RepositoryRulesetConnection {
  nodes: [RepositoryRuleset]
}

enum RepositoryRulesetTarget {
  BRANCH
  PUSH
  REPOSITORY
  TAG
}

enum RepositoryVisibility {
  INTERNAL
  PRIVATE
  PUBLIC
}

enum RuleEnforcement {
  ACTIVE
  DISABLED
  EVALUATE
}

union RuleParameters = PullRequestParameters

union RuleSource = Enterprise | Organization | Repository

type SmimeSignature implements GitSignature {
  isValid: Boolean!
}

type SshSignature implements GitSignature {
  isValid: Boolean!
}

type Tag implements GitObject {
  oid: GitObjectID!
  tagger: GitActor
  target: GitObject!
}

type Tree implements GitObject {
  entries: [TreeEntry!]
  oid: GitObjectID!
}

type TreeEntry {
  name: String!
  object: GitObject
  type: String!
}

type UnknownSignature implements GitSignature {
  isValid: Boolean!
}

type User implements Actor & RepositoryOwner {
  login: String!
}
`;
