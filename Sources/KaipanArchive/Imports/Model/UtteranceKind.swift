/// What an utterance is made of.
public enum UtteranceKind: String, Sendable, CaseIterable, Codable {
    /// Words that a recogniser or a person wrote down from speech.
    case speech
    /// A message of text, Markdown included.
    case text
    case image
    /// A spoken message, kept as sound.
    case voice
    case video
    case file
    case sticker
    case link
    /// A small program inside of the chat.
    case app
    case location
    /// A contact's card.
    case card
    /// Other people's messages that were passed on; they are not the sender's own words.
    case forwarded
    /// Text and media in one message.
    case mixed
    /// A call or a meeting that was recorded or announced.
    case call
    /// A document that was shown during a call.
    case sharedDocument = "shared-document"
    /// An online document.
    case document
    /// A task, a vote, a form or an appointment.
    case task
    case payment
    /// What the system reports: consent, recall, joining and leaving.
    case system
    /// A type that this version does not know; its raw form is kept.
    case other
}
