/** `error`: it can't work; `warning`: it works, but not as it should or not for long; `note`: worth to know, nothing to mend. */
export type Severity = 'error' | 'warning' | 'note';

/** What doctor can find. */
export type FindingCode =
  | 'project-untrusted'
  | `config-${'broken' | 'doubled' | 'misplaced' | 'wrong-key'}`
  | `command-${'absent' | 'missing' | 'with-arguments'}`
  | `argument-${'not-text' | 'refused'}`
  | `node-too-old`
  | `script-${'missing' | 'relative'}`
  | `folder-${'ignored' | 'missing'}`
  | `reference-${'unset' | 'foreign' | 'asked'}`
  | `value-${'empty' | 'spaces' | 'quoted' | 'not-text'}`
  | `variable-${'unknown' | 'not-passed'}`
  | `secret-${'tracked' | 'in-project' | 'readable'}`
  | `version-${'unpinned' | 'differs'}`
  | `name-${'shadowed' | 'doubled' | 'rejected' | 'too-long'}`
  | `start-${'failed' | 'slow' | 'silent' | 'noisy' | 'era'}`
  | `tools-${'too-many' | 'none'}`
  | `policy-${'broken' | 'forbids'}`
  | 'role-unknown'
  | `settings-${'wrong' | 'file'}`
  | `credentials-${'missing' | 'rejected'}`
  | 'scopes-missing'
  | `system-${'unreachable' | 'failing'}`
  | `home-${'unwritable' | 'relative' | 'full' | 'nearly-full'}`
  | `state-${'broken' | 'locked'}`
  | 'clock-wrong';

/** One thing that is wrong, where, and what mends it. */
export interface Finding {
  code: FindingCode;
  severity: Severity;
  /** What is wrong, in one line. */
  problem: string;
  /** The file that it is in, as a rule. */
  path: string;
  /** The entry of the file. */
  entry?: string;
  fix: string;
  /** A command line that does it, or text to put into the file. */
  command?: string;
}
