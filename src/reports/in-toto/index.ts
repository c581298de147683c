export { type AuditStatement, auditStatement, NoSubject } from './statement.ts';
