export { add, atPlaces, compare, formatDecimal, isZero, negate, parseDecimal, scale, type Decimal } from './decimal';
