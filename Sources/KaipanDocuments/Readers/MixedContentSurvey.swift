/// A first pass over a document of an unknown vocabulary: which elements mark words inside a text, and whether people
/// speak in it.
final class MixedContentSurvey: XMLEventHandler {
    private struct Frame {
        var holdsText = false
        /// The numbers of the names of the children so far, each once for every child.
        var children: [Int] = []
    }

    private struct Count {
        var name: XMLName?
        var mixed = 0
        var all = 0
    }

    private var frames: [Frame] = [Frame()]
    /// By the numbers of the names.
    private var counts: [Count] = []
    private var namesConversation = false
    private var speakers = 0
    private var knownSpeakers = 0
    private var candidates = 0

    /// After so many names that nobody could speak by, nobody speaks.
    private static let candidateLimit = 64
    /// In bytes: twenty Han characters.
    private static let longestName = 60

    /// The elements that occur in running text more often than between blocks.
    var inlineNames: Set<String> {
        Set(counts.filter { $0.mixed * 2 > $0.all }.compactMap(\.name?.folded).filter { !XMLVocabulary.isBlock($0) })
    }

    /// Whether the document looks like a conversation.
    var isConversation: Bool { namesConversation || speakers >= 2 || knownSpeakers >= 2 }

    func start(_ tag: XMLStartTag) {
        let name = tag.name
        while counts.count <= name.id { counts.append(Count()) }
        if counts[name.id].name == nil {
            counts[name.id].name = name
            if XMLVocabulary.conversations.contains(name.folded) { namesConversation = true }
        }
        frames[frames.count - 1].children.append(name.id)
        frames.append(Frame())
        if XMLVocabulary.speakers.contains(name.folded) { speakers += 1 }
        for index in 0..<tag.attributeCount {
            guard let attribute = tag.attributeName(index)?.folded else { continue }
            if XMLVocabulary.speakers.contains(attribute) {
                speakers += 1
            } else if candidates < Self.candidateLimit, XMLVocabulary.possibleSpeakers.contains(attribute),
                tag.attributeBytes(index).count <= Self.longestName
            {
                candidates += 1
                if SpeakerNames.side(of: tag.attributeValue(index)) != nil { knownSpeakers += 1 }
            }
        }
    }

    func end(_ name: XMLName) {
        guard let frame = frames.popLast() else { return }
        for child in frame.children {
            counts[child].all += 1
            if frame.holdsText { counts[child].mixed += 1 }
        }
    }

    func text(_ text: XMLText) {
        guard !frames[frames.count - 1].holdsText, !XMLCharacters.isBlank(text.bytes) else { return }
        frames[frames.count - 1].holdsText = true
    }
}
