export { renderOsps } from './osps.ts';
