/// What was handed over.
public struct EvidenceReceipt: Sendable, Hashable {
    /// Of the checkpoint that the package is as of, in entries.
    public var size: Int64
    /// Of `tagmanifest-sha256.txt`, in hexadecimal: it stands for every byte of the package, and in the log.
    public var digest: String
    /// How many files the package has.
    public var files: Int
    /// How many utterances are opened, the redacted ones among them.
    public var utterances: Int
    /// How many utterances are there as a hash only.
    public var withheld: Int
    /// Of the export's own entry in the log, from 0.
    public var position: Int64
}
