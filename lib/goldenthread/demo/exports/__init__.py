"""What a school's and a trust's systems export, made from a demo's profile: shared by all demos."""
