export { packageRules, rowRules } from './rules.ts';
