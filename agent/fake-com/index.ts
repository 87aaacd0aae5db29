export { startFakeSage, type FakeSage, type ServerOptions } from './start';
export { connect, ComError, type ComModule, type ComObject } from './com/objects';
export { Variant, variant } from './com/variant';
export { FAULTS } from './server/faults';
export { DEFAULT_SITE } from './server/model/default';
export type { CompanyDefinition, Scale, SiteDefinition } from './server/model/types';
