use keywright::format::*;
use keywright::key::*;
use zeroize::Zeroizing;
struct Q;
impl Progress for Q {
    fn report(&self, _: f32) {}
    fn cancelled(&self) -> bool {
        false
    }
}
fn main() {
    let a: Vec<String> = std::env::args().collect();
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let f: Vec<&str> = line.split('\t').collect();
        let bytes = std::fs::read(f[0]).unwrap();
        let pw = f.get(1).filter(|p| !p.is_empty()).map(|p| std::fs::read(p).unwrap());
        let r = std::panic::catch_unwind(|| match read(&bytes) {
            Err(e) => format!("ERR {e:?}"),
            Ok(KeyFile::Private(fm, k)) => {
                out(&k, &a);
                format!("OK {fm:?} {}", k.public().line())
            }
            Ok(KeyFile::Public(fm, k)) => format!("OK {fm:?} {}", k.line()),
            Ok(KeyFile::Certificate(c)) => format!("OK Certificate {}", c.line()),
            Ok(KeyFile::Encrypted(e)) => match pw.and_then(|p| Passphrase::from_bytes(Zeroizing::new(p))) {
                None => "ERR needs passphrase".into(),
                Some(p) => match e.decrypt(&p, None, &Q) {
                    Ok((k, _)) => {
                        out(&k, &a);
                        format!("OK {:?} {}", e.format(), k.public().line())
                    }
                    Err(x) => format!("ERR {x:?}"),
                },
            },
        });
        println!("{}", r.unwrap_or("PANIC".into()).replace('\n', " "));
    }
}
fn out(k: &Key, a: &[String]) {
    if let Some(dir) = a.get(1) {
        use keywright::system::{Entropy as _, SystemEntropy};
        let mut rng = SystemEntropy.rng().unwrap();
        let pass = Passphrase::new("new pass").unwrap();
        for (n, f) in [
            ("openssh", PrivateFormat::OpenSsh),
            ("ppk", PrivateFormat::Ppk3),
            ("ppk2", PrivateFormat::Ppk2),
            ("pem", PrivateFormat::Pem),
            ("pkcs8", PrivateFormat::Pkcs8),
        ] {
            for enc in [false, true] {
                let prot = Protection { passphrase: &pass, argon2: Argon2Cost { memory_kib: 64, passes: 1 } };
                let p = format!("{dir}/{n}{}", if enc { "-enc" } else { "" });
                let _ = std::fs::remove_file(&p);
                match write(k, f, enc.then_some(&prot), &mut *rng) {
                    Ok(b) => std::fs::write(p, &*b).unwrap(),
                    Err(e) => eprintln!("{n} {e:?}"),
                }
            }
        }
    }
}
