import Certificates
import Glibc
import ZoneModel

extension IdentityFacts {
    /// From the files as they lie there.
    init(identity path: String, authority: String) {
        let (state, shown) = IdentityFacts.look(path)
        self.init(
            identityPath: path, identity: state, shown: shown, authorityPath: authority, authority: IdentityFacts.lookAtAuthority(authority)
        )
    }

    private static func look(_ path: String) -> (File, Shown?) {
        do throws(CertificateError) {
            let pem = try SecretFile(path: path).read()
            guard let certificate = Certificate.all(pem: pem).first else { return (.readable, nil) }
            let key = try PrivateKey(pem: pem, path: path)
            var status = stat()
            let isOpen = stat(path, &status) == 0 && status.st_mode & 0o077 != 0
            return (
                .readable,
                Shown(
                    uris: certificate.uris, notBefore: certificate.notBefore, notAfter: certificate.notAfter,
                    belongsToKey: certificate.belongs(to: key), isOpenToGroup: isOpen)
            )
        } catch {
            return (state(of: error, path), nil)
        }
    }

    private static func lookAtAuthority(_ path: String) -> File {
        do throws(CertificateError) {
            let pem = try SecretFile(path: path).read(isSecret: false)
            return Certificate.all(pem: pem).isEmpty ? .unusable("\(path) holds no certificate") : .readable
        } catch {
            return state(of: error, path)
        }
    }

    private static func state(of error: CertificateError, _ path: String) -> File {
        switch error.cause {
        case .missing: .missing
        case .file where access(path, R_OK) != 0 && errno == EACCES: .forbidden
        case .exposed, .unusable, .file, .library: .unusable(error.message)
        }
    }
}
