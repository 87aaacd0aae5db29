export { OAuthRefusal } from './oauth-refusal';
export { OAUTH_SCOPE, deviceCodeRequest, readDeviceCode, readGrant, redeemRequest, tokenRefreshRequest, type DeviceCode, type Grant } from './device-grant';
export { SIGNED_OUT, clientKey, readDeviceState, secretsOfDeviceState, writeDeviceState, type DeviceClient, type DeviceState } from './device-state';
export {
	DeviceSignInPending, DeviceSignedOut, nextStep, notSignedIn, wantsCode, type DeviceSession, type SignInTools, type Wish,
} from './device-sign-in';
