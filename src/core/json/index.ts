export { exactNumber, parseExactJson, writeExactJson, type ExactJson, type ExactNumber, type JsonDraft } from './exact-json';
export { isJsonObject, jsonList, jsonObject, jsonText, parseExactBody, type JsonObject } from './read-json';
