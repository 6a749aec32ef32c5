//! What nobody can guess.

use std::cell::RefCell;

use super::dom::window;

thread_local! {
    static SALT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The salt of this session, 32 hexadecimal digits; the error says why there is none.
pub fn session_salt() -> Result<String, String> {
    let known = SALT.with_borrow(String::clone);
    if !known.is_empty() {
        return Ok(known);
    }
    let salt = new_salt()?;
    keep_salt(&salt);
    Ok(salt)
}

/// Fills bytes with what nobody can guess; the error says why they are not.
pub fn fill(bytes: &mut [u8]) -> Result<(), String> {
    let filled = window()
        .crypto()
        .and_then(|crypto| crypto.get_random_values_with_u8_array(bytes));
    match filled {
        Ok(_) => Ok(()),
        Err(_) => Err("this browser gives no random numbers, without which names could be guessed from the file".to_owned()),
    }
}

/// A salt that was never used, 32 hexadecimal digits; the error says why there is none.
pub fn new_salt() -> Result<String, String> {
    let mut bytes = [0_u8; 16];
    fill(&mut bytes)?;
    let mut salt = String::new();
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            salt.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
    }
    Ok(salt)
}

/// Takes over the salt of an earlier file.
pub fn keep_salt(salt: &str) {
    SALT.set(salt.to_owned());
}
