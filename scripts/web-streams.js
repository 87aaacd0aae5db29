/** What `node:stream/web` exports and the package may use, taken from the globals; the build puts it in that module's place. */
module.exports = { ReadableStream, WritableStream, TransformStream, CompressionStream, DecompressionStream, TextDecoderStream, TextEncoderStream };
