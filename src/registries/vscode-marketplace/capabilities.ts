import type { Capabilities } from '../registry.ts';
import { unknownCapabilities } from '../unknown-capabilities.ts';

/** Nothing of it has been established line by line yet. */
export const capabilities: Capabilities = unknownCapabilities;
