export { advisoryDraft } from './advisory-draft.ts';
export { osvDraft } from './osv-draft.ts';
