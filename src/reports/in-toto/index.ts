export { type AuditStatement, auditStatement } from './statement.ts';
