export { type ExemptionPullContext, exemptionPullOf } from './exemption-pull.ts';
