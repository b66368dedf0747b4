/// Why an office document cannot be opened, and what to do, in both languages: the reason stands in messages of either.
enum ContainerProblem {
    static let encryptedArchive = "文件已加密，请去除密码后另存 (the file is encrypted; save it without a password)"
    static let compound =
        "文件有打开密码，或是旧版 .doc；请去除密码，或另存为 .docx (the file has a password or is an old .doc; remove the password or save it as .docx)"
    static let noDocument = "压缩包内没有 Word 正文 (the archive holds no Word document)"
}
