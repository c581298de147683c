export { isTurn, migrationBlocks } from './markdown.ts';
export { orderedMigration } from './ordered.ts';
export { ledToMigration, migrationSection } from './section.ts';
export { renderGuide } from './terminal.ts';
