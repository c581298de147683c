/** How much of one YAML file is read before it is refused. Generous for anything a person or a generator would write. */
export const yamlLimits = {
  /** Size of the file. */
  bytes: 1024 * 1024,
  /** Lexical tokens; a workflow of 100 KB has about 10,000. */
  tokens: 300_000,
  /** Nodes, each alias counted with all that it stands for. */
  nodes: 200_000,
  /** Collections within collections, aliases unfolded. */
  depth: 64,
  /** Directives, and tokens that belong nowhere. */
  strayTokens: 100,
  /** Problems reported for one file. */
  problems: 50,
} as const;
