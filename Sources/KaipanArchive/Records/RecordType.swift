/// What a record is about.
public enum RecordType: String, Sendable, Hashable, Codable, CaseIterable {
    // The sale.
    case project, unit, customer, agent, visit, signing, clause, complaint, complaintStep = "complaint-step", settlement
    // What was said and shown.
    case conversation, transcript, media, shown, disclosure, acknowledgement, gap, annotation, finding, adherence
    case promise, promiseDecision = "promise-decision"
    // What was approved to be said and shown.
    case script, scriptWithdrawal = "script-withdrawal", document, documentWithdrawal = "document-withdrawal"
    // How it came in.
    case original, importBatch = "import"
    // Who may do what, and who did.
    case archive, member, approvalRequest = "approval-request", approval, access, hold, holdRelease = "hold-release"
    // What became of it.
    case erasure, erased, retention, keyEpoch = "key-epoch", timeStamp = "time-stamp", cosignature, epoch, clock, export
}
