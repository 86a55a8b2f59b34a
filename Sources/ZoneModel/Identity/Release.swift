/// The release that these sources are: said by `--version`, in `hello`, and in every status document. All programs of one release
/// speak the same documents.
public enum Release {
    public static let version = "0.1.0"
}
