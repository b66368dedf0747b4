/// Reads one format.
protocol ConversationReader {
    /// Reads all conversations of the builder's source.
    /// - Parameter name: the key of a conversation that has none of its own.
    func read(into builder: inout ImportBuilder, name: String) throws(ImportError)
}
