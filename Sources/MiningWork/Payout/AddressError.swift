/// Why a text is no address to pay to.
public struct AddressError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Cause: Equatable, Sendable {
        /// Neither base58 nor bech32.
        case unknownForm
        case badCharacter
        case badLength
        case mixedCase
        case badChecksum
        /// Bech32 where bech32m is meant, or the other way round.
        case wrongEncoding
        case badWitnessVersion
        case badProgram
        case badPadding
        case wrongNetwork
        /// A key, private or extended.
        case key
    }

    public let cause: Cause
    public let message: String
    public var description: String { message }

    init(_ cause: Cause, _ message: String) {
        self.cause = cause
        self.message = message
    }
}
