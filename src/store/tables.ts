import type { Generated } from 'kysely';

/**
 * The tables, as the migrations make them. Times are milliseconds since the epoch (`bigint`, read as numbers). What came
 * from outside is kept where no character can be refused: JSON in `text`, for JSON escapes the NUL that Postgres' `text`
 * and `jsonb` do not take, and bodies and contents of files in `bytea`.
 */
export interface Tables {
  readonly deliveries: DeliveryRow;
  readonly installations: InstallationRow;
  readonly refusals: RefusalRow;
  readonly repositories: RepositoryRow;
  readonly checks: CheckRow;
  readonly reports: ReportRow;
  readonly records: RecordRow;
  readonly secret_names: SecretNameRow;
  readonly postures: PostureTableRow;
  readonly posture_points: PosturePointRow;
  readonly package_counts: PackageCountRow;
  readonly verdict_changes: VerdictChangeRow;
  readonly code_scanning: CodeScanningRow;
  readonly issues: IssueRow;
  readonly policies: PolicyRow;
  readonly contents: ContentRow;
  readonly github_limits: GitHubLimitRow;
  readonly parked: ParkedRow;
  readonly timetable: TimetableRow;
  readonly sweeps: SweepRow;
  readonly digests: DigestRow;
  readonly answers: AnswerRow;
  readonly registry_answers: RegistryAnswerRow;
  readonly registry_requests: RegistryRequestsRow;
  readonly registry_turns: RegistryTurnRow;
  readonly packages: PackageRow;
  readonly feed_cursors: FeedCursorRow;
  readonly incidents: IncidentRow;
  readonly gate_decisions: GateDecisionRow;
  readonly fixes: FixRow;
  readonly fix_offers: FixOffersRow;
  readonly action_commits: ActionCommitRow;
}

export interface DeliveryRow {
  readonly id: string;
  readonly name: string;
  /** Null once it is completed. */
  readonly payload: Uint8Array | null;
  readonly state: 'open' | 'completed' | 'failed';
  readonly reason: string | null;
  readonly received_at: number;
  readonly finished_at: number | null;
}

export interface InstallationRow {
  readonly id: number;
  readonly account_id: number;
  readonly account: string;
  readonly account_type: 'Organization' | 'User';
  /** JSON with sorted keys. */
  readonly permissions: string;
  readonly suspended: boolean;
  readonly missing_since: number | null;
}

export interface RefusalRow {
  readonly installation_id: number;
  readonly route: string;
  readonly permission: string;
  readonly refused_at: number;
}

export interface RepositoryRow {
  readonly id: number;
  readonly installation_id: number;
  readonly owner: string;
  readonly name: string;
  readonly visibility: 'public' | 'private' | 'internal';
  readonly archived: boolean;
  /** When GitHub last said that it is there: of two by one name, the later has it. */
  readonly placed_at: number;
  readonly wish: Generated<number>;
  readonly audit_wanted: Generated<boolean>;
  /** When something last happened that may have changed the settings and has not been observed since. */
  readonly settings_stale_at: number | null;
  /** JSON. */
  readonly snapshot: string | null;
  /** JSON. */
  readonly paths: Generated<string>;
  readonly first_seen_at: number | null;
  readonly audited_at: number | null;
}

export interface CheckRow {
  readonly id: Generated<number>;
  readonly repository_id: number;
  readonly head_sha: string;
  readonly purpose: 'default-branch' | 'pull-request' | 'merge-group';
  readonly base_ref: string | null;
  readonly base_sha: string | null;
  readonly pull_number: number | null;
  readonly wish: number;
  /** The wish with which a person last asked for a new check run; null once that has been completed. */
  readonly again_wish: number | null;
  readonly state: 'wanted' | 'starting' | 'running' | 'completed';
  readonly check_run_id: number | null;
  readonly conclusion: string | null;
  readonly output: string | null;
  readonly wanted_at: number;
  readonly completed_at: number | null;
}

export interface ReportRow {
  readonly repository_id: number;
  readonly commit_sha: string;
  readonly inputs: string;
  /** JSON. */
  readonly report: string;
  readonly made_at: number;
}

/** The report of the last audit of a default branch. */
export interface RecordRow {
  readonly repository_id: number;
  readonly commit_sha: string;
  /** JSON. */
  readonly report: string;
  readonly made_at: number;
}

export interface SecretNameRow {
  readonly repository_id: number;
  /** In capitals. */
  readonly name: string;
}

export interface CodeScanningRow {
  readonly repository_id: number;
  readonly digest: string;
  readonly upload_id: string | null;
  readonly looks: number;
  /** JSON. */
  readonly trouble: string | null;
  readonly uploaded_at: number;
}

export interface PostureTableRow {
  readonly repository_id: number;
  /** JSON. */
  readonly posture: string;
  /** JSON: what a list of repositories shows. */
  readonly summary: string;
  /** Findings by severity as one number to sort by. */
  readonly risk: number;
  /** The gravest severity of its findings, 0 the gravest of all; null without findings. */
  readonly worst: number | null;
  readonly packages: number;
  readonly authentication: number;
  readonly authorization: number;
  readonly general: number;
  readonly cli: number;
  readonly audited_at: number;
}

/** A control that fails, could not be judged, or has findings. */
export interface PosturePointRow {
  readonly repository_id: number;
  readonly control: string;
  /** Empty: of the repository as a whole. */
  readonly registry: string;
  /** Null: findings without an answer of their own. */
  readonly verdict: 'fail' | 'unknown' | null;
  /** 1 in the first row of a control that could not be judged, else 0: the sum counts repositories, whatever the registries. */
  readonly unjudged: 0 | 1;
  /** As `worst` above; null without findings. */
  readonly severity: number | null;
  readonly findings: number;
  readonly fixable: number;
}

/** So many packages were published this way, from the end of one day to that of another. */
export interface PackageCountRow {
  readonly repository_id: number;
  readonly registry: string;
  readonly how: string;
  readonly packages: number;
  /** Midnight (UTC): the first day at whose end it was so. */
  readonly since_day: number;
  /** Midnight (UTC): the first day at whose end it was not so any more; null while it is. */
  readonly until_day: number | null;
}

export interface VerdictChangeRow {
  readonly id: Generated<number>;
  readonly repository_id: number;
  readonly control: string;
  readonly registry: string | null;
  readonly verdict: string;
  readonly before: string | null;
  readonly changed_at: number;
}

export interface IssueRow {
  readonly repository_id: number;
  readonly key: string;
  readonly number: number;
  readonly state: 'open' | 'closed';
  readonly obeyed: boolean;
  readonly written: string;
  /** JSON. */
  readonly solved: string;
  /** JSON. */
  readonly open_items: string;
}

export interface FixRow {
  readonly repository_id: number;
  readonly fingerprint: string;
  readonly control: string;
  readonly title: string;
  readonly branch: string;
  readonly wanted_by: string;
  readonly wanted_at: number;
  readonly pull_number: number | null;
  readonly state: 'wanted' | 'open' | 'merged' | 'closed' | 'refused';
  readonly reason: string | null;
  readonly by_hand: Generated<boolean>;
  readonly written: Generated<string>;
  readonly base_sha: string | null;
  /** JSON. */
  readonly heads: Generated<string>;
  readonly wish: Generated<number>;
  readonly seen: Generated<number>;
}

export interface FixOffersRow {
  readonly repository_id: number;
  readonly inputs: string;
  /** JSON. */
  readonly offers: string;
  readonly made_at: number;
}

/** The commit behind a tag or a branch of an action's repository, as an installation is told it. */
export interface ActionCommitRow {
  readonly installation_id: number;
  /** `owner/name@ref`, in lower case but for the ref. */
  readonly action: string;
  /** Null, as is the version: GitHub was asked and has none. */
  readonly commit_sha: string | null;
  readonly version: string | null;
  readonly asked_at: number;
}

export interface PolicyRow {
  readonly owner: string;
  readonly content: Uint8Array;
  readonly kept_at: number;
}

export interface ContentRow {
  /** 0: of public repositories; else the id of the repository it was read for. */
  readonly scope: number;
  readonly sha: string;
  readonly content: Uint8Array;
  readonly used_at: number;
}

export interface GitHubLimitRow {
  readonly installation_id: number;
  readonly resource: string;
  readonly allowed: Generated<number>;
  readonly remaining: Generated<number>;
  readonly reset_at: Generated<number>;
  readonly blocked_until: Generated<number>;
  readonly blocked_by: string | null;
  readonly next_write_at: Generated<number>;
  readonly noted_at: number;
}

export interface ParkedRow {
  readonly id: Generated<number>;
  readonly kind: string;
  readonly subject: string;
  readonly installation_id: number | null;
  readonly reason: string;
  readonly tries: number;
  readonly parked_at: number;
}

export interface TimetableRow {
  readonly name: string;
  readonly last_at: number;
}

export interface SweepRow {
  readonly installation_id: number;
  readonly started_at: number;
  readonly total: number;
  readonly finished_at: number | null;
}

/** How a repository stood at the last weekly digest of its account. */
export interface DigestRow {
  readonly repository_id: number;
  /** JSON. */
  readonly state: string;
  readonly made_at: number;
}

export interface AnswerRow {
  readonly repository_id: number;
  readonly key: string;
  readonly etag: string;
  readonly status: number;
  /** JSON. */
  readonly data: string;
  readonly link: string | null;
  readonly used_at: number;
}

export interface RegistryAnswerRow {
  readonly key: string;
  readonly status: number;
  /** JSON. */
  readonly headers: string;
  readonly body: Uint8Array;
  readonly packing: 'none' | 'gzip';
  /** SHA-256 of the text, so that an answer that was only renewed is not written again. */
  readonly digest: string;
  /** When the registry last said so. */
  readonly answered_at: number;
  readonly used_at: number;
}

/** Requests that went to one service on one day. */
export interface RegistryRequestsRow {
  readonly service: string;
  /** Midnight (UTC). */
  readonly day: number;
  readonly requests: number;
}

export interface RegistryTurnRow {
  readonly service: string;
  /** When the next request may go out, by the database's clock. */
  readonly next_at: number;
}

export interface PackageRow {
  readonly id: Generated<number>;
  readonly repository_id: number;
  readonly registry: string;
  /** JSON. */
  readonly name: string;
  /** The name in the form in which the registry compares it. */
  readonly name_key: string;
  readonly look_at: number;
  readonly looked_at: number | null;
  readonly hurry_until: Generated<number>;
  readonly released_at: number | null;
  readonly changed_at: number | null;
  readonly failures: Generated<number>;
  /** JSON. */
  readonly evidence: string | null;
  /** Since when the repository's files do not name it any more. */
  readonly left_at: number | null;
}

export interface FeedCursorRow {
  readonly service: string;
  /** JSON. */
  readonly cursor: string;
  readonly read_at: number;
}

export interface IncidentRow {
  readonly id: Generated<number>;
  readonly repository_id: number;
  readonly package_id: number;
  /** JSON. */
  readonly version: string;
  readonly version_key: string;
  readonly state: 'noticed' | 'told' | 'retracted';
  /** JSON. */
  readonly place: string | null;
  /** JSON. */
  readonly pack: string;
  readonly noticed_at: number;
  /** JSON. */
  readonly retraction: string | null;
  readonly written: string | null;
}

export interface GateDecisionRow {
  readonly id: Generated<number>;
  readonly repository_id: number;
  readonly run_id: number;
  /** JSON. */
  readonly environment: string;
  /** 0 where GitHub named none. */
  readonly deployment_id: number;
  readonly commit_sha: string;
  /** JSON. */
  readonly ref: string;
  readonly asked_at: number;
  readonly decision: 'approved' | 'rejected' | 'left' | null;
  /** JSON. */
  readonly reasons: string;
  readonly decided_at: number | null;
  readonly reported_at: number | null;
  readonly outcome: 'told' | 'too-late' | 'refused' | 'failed' | null;
}
